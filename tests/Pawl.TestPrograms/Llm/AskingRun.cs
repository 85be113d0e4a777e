using System.Text.Json;
using Pawl.Llm.Answers;
using Pawl.Llm.Calls;
using Pawl.Llm.Desk;
using Pawl.Llm.Sending;
using Pawl.Llm.Settings;

namespace Pawl.TestPrograms.Llm;

/// <summary>A run that asks a server numbered questions, with all that a real one asks through.</summary>
/// <param name="home">Data root; the run's folder is <c>runs/asking</c> in it.</param>
public sealed class AskingRun(Uri address, string home, string? keyVariable = null)
{
    public const string RunId = "asking";

    private const int CallsOfAUnit = 7;

    public CacheMode Cache { get; init; } = CacheMode.Off;

    public int Concurrency { get; init; } = 16;

    public UnknownTries Unknown { get; init; } = UnknownTries.Resend;

    public bool Repair { get; init; }

    public decimal? HardBudget { get; init; }

    public string? PricesFile { get; init; }

    /// <summary>Put between the desk and the sender; none unless told.</summary>
    public Func<ICallSender, ICallSender> Wrap { get; init; } = static sender => sender;

    public string Folder => Path.Combine(home, "runs", RunId);

    public static ModelCall Call(int number) =>
        new(
            new CallSlot($"S{number / CallsOfAUnit}", $"features/{number % CallsOfAUnit}"),
            "gpt-5-mini",
            new Sampling(Temperature: 0, Seed: 7, MaximumOutputTokens: 500),
            "You name things.",
            [new CallMessage("user", $"Name thing {number}.")],
            new AnswerSchema(
                "thing",
                """{"type":"object","properties":{"name":{"type":"string"}},"required":["name"],"additionalProperties":false}"""
            )
        );

    public LlmSettings Settings() =>
        new(
            new ProviderSettings(ProviderKind.Compatible, address, keyVariable, null, StructuredOutput.Schema, 0),
            new TrySettings(
                TimeSpan.FromSeconds(20),
                6,
                TimeSpan.FromMilliseconds(20),
                TimeSpan.FromMilliseconds(100),
                TimeSpan.FromSeconds(2),
                Unknown
            ),
            new QueueSettings(Concurrency, false, 0, 0),
            new BreakerSettings(5, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(5), 5),
            new BudgetSettings(null, HardBudget, PricesFile),
            new CacheSettings(Cache, null),
            Repair
        );

    /// <param name="use">Works with the calls; everything is closed when it ends.</param>
    public async Task UseAsync(Func<RunCalls, Task> use)
    {
        using var senders = new CallSenders(home, TimeProvider.System);
        var sender = Wrap(senders.Open(Settings(), new Random(1), SilentCallObserver.Instance));
        await using var calls = RunCalls.Open(RunId, Folder, home, Settings(), sender, TimeProvider.System, _ => { }, _ => { });
        await use(calls);
    }

    /// <summary>Asks a number of questions, all at once as far as the queue lets them.</summary>
    /// <param name="told">Each result, in the order in which they come.</param>
    public Task AskAsync(int count, Action<int, CallResult<string>> told) =>
        UseAsync(calls =>
            Parallel.ForAsync(
                0,
                count,
                new ParallelOptions { MaxDegreeOfParallelism = 4 * Concurrency },
                async (number, _) =>
                    told(number, await calls.Desk.AskAsync(Call(number), ReadName, CancellationToken.None, CancellationToken.None))
            )
        );

    public static string ReadName(string text)
    {
        try
        {
            using var answer = JsonDocument.Parse(text);
            return answer.RootElement.GetProperty("name").GetString()!;
        }
        catch (Exception fault) when (fault is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            throw new UnreadableAnswerException("schema_mismatch", "$", "Expected an object with a name.", fault);
        }
    }
}
