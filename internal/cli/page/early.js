'use strict';
document.documentElement.classList.add('js');
try {
  const theme = localStorage.getItem('ecrcache-theme');
  if (theme === 'light' || theme === 'dark') document.documentElement.dataset.theme = theme;
} catch {
  // A page in a sandbox keeps nothing.
}
