// Requests that change something: JSON, with the antiforgery token of the page. Failures become errors that hold the problem's words.

export async function send(method, url, body) {
  const token = document.querySelector("meta[name=antiforgery]")?.content ?? "";
  const answer = await fetch(url, {
    method,
    headers: { "Content-Type": "application/json", Accept: "application/json", "X-Pawl-Antiforgery": token },
    body: body === undefined ? undefined : JSON.stringify(body),
  });
  const type = answer.headers.get("Content-Type") ?? "";
  const content = type.includes("json") ? await answer.json() : null;
  if (answer.ok) return content;
  const error = new Error(content?.detail ?? content?.title ?? `The server answered ${answer.status}.`);
  error.problem = content;
  error.status = answer.status;
  throw error;
}
