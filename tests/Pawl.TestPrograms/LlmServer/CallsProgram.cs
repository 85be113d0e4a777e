using System.Diagnostics;
using System.Globalization;
using Pawl.Llm.Calls;
using Pawl.Llm.Sending;
using Pawl.Llm.Settings;

namespace Pawl.TestPrograms.LlmServer;

/// <summary>
/// <c>llm-calls ADDRESS CALLS CONCURRENCY</c>: sends so many calls through queue, breaker, retry and provider, and prints the processor time
/// and the time of one, in microseconds, after a tenth of them as warm-up.
/// </summary>
internal sealed class CallsProgram : ITestProgram
{
    private static readonly AnswerSchema Schema = new(
        "features",
        """
        {"type":"object","additionalProperties":false,"required":["features"],"properties":{"features":{"type":"array","minItems":3,"maxItems":3,
        "items":{"type":"object","additionalProperties":false,"required":["name","description"],
        "properties":{"name":{"type":"string"},"description":{"type":"string"}}}}}}
        """
    );

    public string Verb => "llm-calls";

    public async Task<int> RunAsync(string[] arguments)
    {
        var calls = int.Parse(arguments[1], CultureInfo.InvariantCulture);
        var concurrency = int.Parse(arguments[2], CultureInfo.InvariantCulture);
        var settings = new LlmSettings(
            new ProviderSettings(ProviderKind.Compatible, new Uri(arguments[0]), null, null, StructuredOutput.Schema, 0),
            new TrySettings(
                TimeSpan.FromSeconds(60),
                6,
                TimeSpan.FromSeconds(1),
                TimeSpan.FromSeconds(30),
                TimeSpan.FromMinutes(10),
                UnknownTries.Resend
            ),
            new QueueSettings(concurrency, Adaptive: true, 0, 0),
            new BreakerSettings(5, TimeSpan.FromSeconds(30), TimeSpan.FromMinutes(10), 5),
            new BudgetSettings(null, null, null),
            new CacheSettings(CacheMode.Off, null),
            Repair: false
        );
        using var senders = new CallSenders(Path.GetTempPath(), TimeProvider.System);
        var sender = senders.Open(settings, new Random(1), SilentCallObserver.Instance);
        await SendAsync(sender, calls / 10, concurrency);
        var before = Environment.CpuUsage.TotalTime;
        var watch = Stopwatch.StartNew();
        await SendAsync(sender, calls, concurrency);
        var processor = (Environment.CpuUsage.TotalTime - before).TotalMicroseconds / calls;
        var whole = watch.Elapsed.TotalMicroseconds / calls;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"processor {processor:0} µs, whole {whole:0} µs a call"));
        return 0;
    }

    /// <summary>Twice as many ask as may be on their way.</summary>
    private static Task SendAsync(CallSender sender, int calls, int concurrency) =>
        Parallel.ForEachAsync(
            Enumerable.Range(0, calls),
            new ParallelOptions { MaxDegreeOfParallelism = concurrency * 2 },
            async (number, cancellation) =>
            {
                var call = new ModelCall(
                    new CallSlot($"S{number}", "features/1"),
                    "gpt-5-mini",
                    new Sampling(Temperature: 0, Seed: 1),
                    "You are an architect of services. " + new string('x', 1000),
                    [new CallMessage("user", $"Service S{number}: name its features.")],
                    Schema
                );
                await sender.SendAsync("run", call, $"key-{number}", new NoRecord(), cancellation, cancellation);
            }
        );
}
