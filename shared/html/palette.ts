/** Paper, ink and lines of every page that we write, in light and dark. Colours with a meaning belong to the page that gives it. */
export const palette = `
:root {
  color-scheme: light dark;
  --paper: #fbfaf7; --raised: #ffffff; --ink: #1d2330; --soft: #5b6473; --line: #e2dfd7; --strong: #c9c4b8; --night: #f3f0e9;
  --warning: #9a6400; --critical: #b9381b;
}
@media (prefers-color-scheme: dark) {
  :root {
    --paper: #14171d; --raised: #1b1f27; --ink: #e8e6e0; --soft: #9aa3b2; --line: #2b313c; --strong: #444c5a; --night: #181c23;
    --warning: #f0b93a; --critical: #ee7a58;
  }
}
`;
