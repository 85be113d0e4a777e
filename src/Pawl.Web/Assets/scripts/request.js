// Requests that change something: JSON, with the antiforgery token of the page. Failures become errors that hold the problem's words.

export async function send(method, url, body) {
  const answer = await ask(method, url, body);
  const type = answer.headers.get("Content-Type") ?? "";
  const content = type.includes("json") ? await answer.json() : type.includes("html") ? await answer.text() : null;
  if (answer.ok) return content;
  throw problem(answer, content);
}

/** Sends, and gives the objects of an answer that comes a JSON object a line, each as it comes. */
export async function* stream(url, body, signal) {
  const answer = await ask("POST", url, body, signal);
  if (!answer.ok) throw problem(answer, await answer.json().catch(() => null));
  const reader = answer.body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = "";
  for (;;) {
    const { value, done } = await reader.read();
    if (done) return;
    const lines = (rest + value).split("\n");
    rest = lines.pop();
    for (const line of lines) if (line) yield JSON.parse(line);
  }
}

function ask(method, url, body, signal) {
  const token = document.querySelector("meta[name=antiforgery]")?.content ?? "";
  return fetch(url, {
    method,
    signal,
    headers: { "Content-Type": "application/json", Accept: "application/json", "X-Pawl-Antiforgery": token },
    body: body === undefined ? undefined : JSON.stringify(body),
  });
}

function problem(answer, content) {
  const error = new Error(content?.detail ?? content?.title ?? `The server answered ${answer.status}.`);
  error.problem = content;
  error.status = answer.status;
  return error;
}
