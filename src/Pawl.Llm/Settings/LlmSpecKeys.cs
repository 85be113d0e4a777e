using Pawl.Runs.Specs;

namespace Pawl.Llm.Settings;

/// <summary>The keys that a spec of any workload that calls a model accepts. <see cref="LlmRules"/> holds what must be true between them.</summary>
public static class LlmSpecKeys
{
    private const double Day = 86400;

    public static IReadOnlyList<SpecKey> All { get; } =
    [.. Provider(), .. Calls(), .. Queue(), .. Breaker(), .. Budget(), .. Cache(), .. Answers()];

    private static SpecKey[] Provider() =>
        [
            new(
                "provider.kind",
                SpecKind.Text,
                "openai",
                "Who answers. openai: OpenAI's service. compatible: any server with OpenAI's chat API, at provider.address (Ollama, vLLM, llama.cpp). offline: made-up answers that fit the schema, for trying things without a key or cost."
            )
            {
                IsEssential = true,
                Choices = ["openai", "compatible", "offline"],
                Synonyms = ["provider"],
            },
            new(
                "provider.address",
                SpecKind.Text,
                null,
                "Where the API of a compatible server begins, up to and with its version: http://localhost:11434/v1 for Ollama."
            )
            {
                IsEssential = true,
                Synonyms = ["base_url", "endpoint", "api_base"],
            },
            new(
                "provider.auth_variable",
                SpecKind.Text,
                null,
                "Name of the environment variable that holds the key. Not set: OPENAI_API_KEY for openai, no key for compatible. The key itself never stands in a spec."
            ),
            new(
                "provider.auth_file",
                SpecKind.Text,
                null,
                "File that holds the key alone, readable by its owner alone (mode 0600). Read again before each probe of an open breaker, so that a new key is taken up without a restart."
            )
            {
                PathPrefix = "",
            },
            new(
                "provider.structured",
                SpecKind.Text,
                "schema",
                "How JSON is asked for. schema: the provider gets the JSON schema and holds the model to it. object: any JSON object, the schema stands in the prompt. none: the prompt alone, for servers that know no response formats."
            )
            {
                Choices = ["schema", "object", "none"],
            },
            new(
                "provider.offline_seed",
                SpecKind.Integer,
                0L,
                "Another seed gives other answers of the offline provider; the same seed always the same."
            )
            {
                Minimum = 0,
            },
        ];

    private static SpecKey[] Calls() =>
        [
            new(
                "calls.timeout",
                SpecKind.Duration,
                TimeSpan.FromSeconds(60),
                "Longest one try of a call may take, to the last byte of its answer. Models that reason for long need more."
            )
            {
                IsEssential = true,
                Minimum = 0,
                MinimumExclusive = true,
                Maximum = Day,
                Synonyms = ["request_timeout"],
            },
            new(
                "calls.attempts",
                SpecKind.Integer,
                6L,
                "Most tries of one call when the transport fails (429, 408, 409, 5xx, broken connections, timeouts). Six with the waits below outlast most short outages; longer ones are the breaker's."
            )
            {
                Minimum = 1,
                Maximum = 100,
                Synonyms = ["attempts", "max_retries"],
            },
            new(
                "calls.base",
                SpecKind.Duration,
                TimeSpan.FromSeconds(1),
                "The wait before try n + 2 is drawn from 0 to this times 2ⁿ (full jitter, so that calls do not come back together)."
            )
            {
                Minimum = 0,
                Maximum = 3600,
            },
            new("calls.cap", SpecKind.Duration, TimeSpan.FromSeconds(30), "The longest wait that is drawn.") { Minimum = 0, Maximum = Day },
            new(
                "calls.longest_retry_after",
                SpecKind.Duration,
                TimeSpan.FromMinutes(10),
                "A provider's Retry-After is waited out, up to this long."
            )
            {
                Minimum = 0,
                Maximum = Day,
            },
            new(
                "calls.unknown",
                SpecKind.Text,
                "resend",
                "What happens on resuming to a call that had been sent and whose answer never arrived, so that it may have been billed. resend: it is sent again. hold: it fails until a person has looked at what the provider billed."
            )
            {
                Choices = ["resend", "hold"],
            },
        ];

    private static SpecKey[] Queue() =>
        [
            new(
                "queue.concurrency",
                SpecKind.Integer,
                16L,
                "Most calls on their way at once. Until the first one succeeds it is 4, so that a wrong key costs little."
            )
            {
                IsEssential = true,
                Minimum = 1,
                Maximum = 4096,
                Synonyms = ["concurrency", "llm_queue_concurrency"],
            },
            new(
                "queue.adaptive",
                SpecKind.Boolean,
                true,
                "Halve the calls at once after a 429, at most once per round trip, and add one back after each window of successes."
            ),
            new("limits.requests_per_minute", SpecKind.Integer, 0L, "Most tries begun in a minute, evenly spread. 0: no limit.")
            {
                Minimum = 0,
                Maximum = 1_000_000_000,
                Synonyms = ["rpm"],
            },
            new(
                "limits.tokens_per_minute",
                SpecKind.Integer,
                0L,
                "Most tokens a minute, input and output: estimated before a call, corrected by what the provider counted. 0: no limit."
            )
            {
                Minimum = 0,
                Maximum = 1_000_000_000_000,
                Synonyms = ["tpm"],
            },
        ];

    private static SpecKey[] Breaker() =>
        [
            new(
                "breaker.failures",
                SpecKind.Integer,
                5L,
                "Failures in a row (5xx, connection, timeout) that count as an outage and stop all calls but a probe now and then. 429s do not count."
            )
            {
                Minimum = 1,
                Maximum = 10_000,
            },
            new(
                "breaker.pause",
                SpecKind.Duration,
                TimeSpan.FromSeconds(30),
                "From the opening of the breaker to its first probe; doubles with each probe that fails."
            )
            {
                Minimum = 0,
                MinimumExclusive = true,
                Maximum = Day,
            },
            new(
                "breaker.longest_pause",
                SpecKind.Duration,
                TimeSpan.FromMinutes(10),
                "Longest pause between two probes. However long an outage lasts, the run goes on by itself this long after its end at the latest."
            )
            {
                Minimum = 0,
                MinimumExclusive = true,
                Maximum = Day,
            },
            new(
                "breaker.key_tries",
                SpecKind.Integer,
                5L,
                "Refusals (401, 403) of one key after which calls fail at once, in this run and later ones, until the key is another."
            )
            {
                Minimum = 1,
                Maximum = 1000,
            },
        ];

    private static SpecKey[] Budget() =>
        [
            new("budget.soft", SpecKind.Number, null, "US dollars a run may cost before it warns. Not set: no warning.")
            {
                IsEssential = true,
                Minimum = 0,
                Maximum = 1e9,
            },
            new(
                "budget.hard",
                SpecKind.Number,
                null,
                "US dollars a run may cost: a call that could go beyond is not sent. Not set: no bound."
            )
            {
                IsEssential = true,
                Minimum = 0,
                Maximum = 1e9,
                Synonyms = ["budget"],
            },
            new(
                "prices.file",
                SpecKind.Text,
                null,
                "A price list of your own, US dollars per million tokens by model; it goes before the one that comes with Pawl. Not set: that one alone."
            )
            {
                PathPrefix = "",
            },
        ];

    private static SpecKey[] Cache() =>
        [
            new(
                "cache.mode",
                SpecKind.Text,
                "read",
                "Answers kept from earlier runs. off: neither read nor kept. read: used, and kept when missing. refresh: asked anew and replaced. write: asked anew, kept only when missing."
            )
            {
                IsEssential = true,
                Choices = ["off", "read", "refresh", "write"],
                Synonyms = ["cache_mode"],
            },
            new("cache.folder", SpecKind.Text, null, "Where answers are kept. Not set: cache/llm below the data root, shared by all runs.")
            {
                PathPrefix = "",
                Synonyms = ["cache_dir"],
            },
        ];

    private static SpecKey[] Answers() =>
        [
            new(
                "answers.repair",
                SpecKind.Boolean,
                false,
                "Ask a model once more, with its answer and what is wrong in it, when that answer cannot be read. It costs a second call; off, the answer is set aside."
            ),
        ];
}
