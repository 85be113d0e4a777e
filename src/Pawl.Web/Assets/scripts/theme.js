// Switches between light and dark; the choice is kept in a cookie, so that the server sends the page in the right colours at once.

export default function theme(button) {
  const flip = () => {
    const html = document.documentElement;
    const isDark = html.dataset.theme ? html.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
    html.dataset.theme = isDark ? "light" : "dark";
    document.cookie = `pawl-theme=${html.dataset.theme}; path=/; max-age=31536000; samesite=strict`;
  };
  button.addEventListener("click", flip);
  return () => button.removeEventListener("click", flip);
}
