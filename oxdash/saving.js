// Saves a chart in the reader's own browser: nothing is sent anywhere. It shows the buttons of oxdash/markup/saving.py,
// which say only the format; size and name are those that screen.chart gave to plotly's own button, pressed here.

// Streamlit's browser side asks one address, before it connects, for foreign sites that may steer the page. It is ours.
window.__streamlit = { HOST_CONFIG_BASE_URL: new URL("settings", document.currentScript.src).href };

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
