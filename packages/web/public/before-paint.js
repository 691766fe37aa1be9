// Theme and language before the first paint, so that nothing flashes. The content policy forbids it inside the page.
try {
  const theme = localStorage.getItem('shapan.theme');
  if (theme === 'light' || theme === 'dark') document.documentElement.dataset.theme = theme;
  const locale = localStorage.getItem('shapan.locale');
  if (locale === 'zh-CN' || locale === 'en') document.documentElement.lang = locale;
} catch {
  // Without storage the system's theme and the page's language stay.
}
