// Everything the page asks of the sandbox. A refusal carries the server's error word; `no_answer` and `unreachable` are
// the page's own words for a server that stays silent or is gone.

const PATIENCE_MS = 20_000;
// Moving the clock by a month makes the bot live through every slot of it.
const PATIENCE_CLOCK_MS = 180_000;

export class Refusal extends Error {
  constructor(word, status = 0) {
    super(word);
    this.word = word;
    this.status = status;
  }
}

async function ask(path, body = undefined, patience = PATIENCE_MS) {
  const request = { signal: AbortSignal.timeout(patience), headers: { accept: "application/json" } };
  if (body !== undefined) {
    request.method = "POST";
    request.headers["content-type"] = "application/json";
    request.body = JSON.stringify(body);
  }
  const response = await fetch(path, request).catch((error) => {
    throw new Refusal(error.name === "TimeoutError" ? "no_answer" : "unreachable");
  });
  const answer = await response.json().catch(() => null);
  if (!response.ok) throw new Refusal(answer?.error ?? `http_${response.status}`, response.status);
  return answer;
}

const query = (fields) => new URLSearchParams(Object.entries(fields).filter(([, value]) => value !== null)).toString();

export const server = {
  state: (as) => ask(`/sandbox/state?${query({ as })}`),
  messages: (as, conversation, thread = null) => ask(`/sandbox/messages?${query({ as, conversation, thread })}`),
  traffic: (after) => ask(`/sandbox/traffic?${query({ after })}`),
  tour: (lang) => ask(`/sandbox/tour?${query({ lang })}`),
  putMember: (facts) => ask("/sandbox/members", facts),
  moveClock: (move) => ask("/sandbox/clock", move, PATIENCE_CLOCK_MS),

  /** The answer to an act; one that was refused or stayed without acknowledgement throws a Refusal. */
  async act(as, act) {
    const answer = await ask("/sandbox/act", { as, ...act });
    if (!answer.ok) throw new Refusal(answer.error ?? "unknown_error");
    if (answer.acked === false) throw new Refusal("operation_timeout");
    return answer;
  },

  /** Calls `onVersion` whenever something visible changed, `onLink(bool)` when the live connection comes or goes. */
  listen(onVersion, onLink) {
    const events = new EventSource("/sandbox/events");
    events.onopen = () => onLink(true);
    events.onerror = () => onLink(false);
    events.onmessage = (event) => onVersion(JSON.parse(event.data).version);
  },
};
