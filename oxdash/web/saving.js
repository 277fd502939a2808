// Saves a chart in the reader's own browser: nothing is sent anywhere. It shows the buttons of oxdash/output/html.py,
// which say only the format; size and name are those that screen.chart gave to plotly's own button, pressed here.

// Streamlit's browser side would look for its server below the page first, and ask it for foreign sites that may steer the
// page. The server is where this file is, and the address asked is ours.
const here = (path) => new URL(path, document.currentScript.src).href;
window.__streamlit = { BACKEND_BASE_URL: here("."), HOST_CONFIG_BASE_URL: here("settings") };

const AGAIN = 200; // milliseconds
const LONGEST = 30000;

document.documentElement.classList.add("ox-can-save");
document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-save]");
  if (button) save(button, LONGEST);
});

function save(button, left) {
  if (!button.isConnected || left < 0) return; // the reader has gone on to another view
  const above = (chart) => chart.compareDocumentPosition(button) & Node.DOCUMENT_POSITION_FOLLOWING;
  const chart = [...document.querySelectorAll(".js-plotly-plot")].filter(above).at(-1);
  const saves = chart?.querySelector(".modebar-btn");
  if (!saves) {
    // plotly is large: on a slow line the buttons are there before the chart is drawn
    setTimeout(save, AGAIN, button, left - AGAIN);
    return;
  }
  const asked = chart._context.toImageButtonOptions;
  const format = button.dataset.save;
  // only a picture made of dots has a density
  chart._context.toImageButtonOptions = { ...asked, format, scale: format === "png" ? asked.scale : 1 };
  saves.click();
  chart._context.toImageButtonOptions = asked;
}
