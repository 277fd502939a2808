// Leads whoever pressed a button to what came of it: the error summary or the receipt on the page gets the
// focus and is moved into view, and the title says that there is an error. screen.outcome numbers what is new.

const ERROR = "Error: ";
let led = null; // the number of the outcome that the reader was led to

function look() {
  const number = (one) => Number(one.dataset.outcome);
  const told = [...document.querySelectorAll("[data-outcome]")].sort((one, other) => number(other) - number(one))[0];
  title(Boolean(told?.querySelector(".ox-error")));
  const panel = told?.querySelector(".ox-error, .ox-receipt");
  if (!panel || number(told) === led) return;
  led = number(told);
  panel.tabIndex = -1;
  panel.focus({ preventScroll: true });
  panel.scrollIntoView({ block: "start" });
}

function title(wrong) {
  const said = document.title;
  if (said.startsWith(ERROR) !== wrong) document.title = wrong ? ERROR + said : said.slice(ERROR.length);
}

new MutationObserver(look).observe(document.documentElement, { childList: true, subtree: true });
