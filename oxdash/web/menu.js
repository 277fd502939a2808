// On a telephone the menu lies over the page. Once a link in it is followed it goes aside, as Streamlit's own menu
// does there, by Streamlit's own button; where it stands beside the page it stays.

document.addEventListener("click", (event) => {
  const menu = event.target.closest?.('[data-testid="stSidebar"]');
  if (!menu || !event.target.closest("a[href]") || event.ctrlKey || event.metaKey || event.shiftKey) return;
  const page = document.querySelector('[data-testid="stMain"]');
  if (!page || page.getBoundingClientRect().left >= menu.getBoundingClientRect().right) return;
  menu.querySelector('[data-testid="stSidebarCollapseButton"] button')?.click();
});
