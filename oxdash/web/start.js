// Read before Streamlit's browser side, which would look for its server below the page first, and ask it for foreign sites
// that may steer the page. The server is where this file is, and the address asked is ours.
const here = (path) => new URL(path, document.currentScript.src).href;
window.__streamlit = { BACKEND_BASE_URL: here("."), HOST_CONFIG_BASE_URL: here("settings") };
