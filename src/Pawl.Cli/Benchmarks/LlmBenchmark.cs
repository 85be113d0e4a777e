using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Serialization;
using Pawl.Llm.Answers;
using Pawl.Llm.Calls;
using Pawl.Llm.Desk;
using Pawl.Llm.Sending;
using Pawl.Llm.Settings;

namespace Pawl.Cli.Benchmarks;

/// <summary>Calls through all a run's calls go through: desk, ledger on disk, cache, queue, breaker, HTTP, strict reading.</summary>
internal static class LlmBenchmark
{
    /// <summary>Of one service: descriptions, and features and three mappings for each of five plateaus.</summary>
    private const int CallsOfAUnit = 21;

    private const double BytesOfMebi = 1 << 20;

    private static readonly string SystemPrompt = string.Concat(Enumerable.Repeat("You describe how services evolve over time. ", 25));

    private static readonly AnswerSchema Schema = SchemaBuilder
        .Object([
            new(
                "features",
                SchemaBuilder.Array(
                    SchemaBuilder.Object([
                        new("name", SchemaBuilder.Text()),
                        new("description", SchemaBuilder.Text()),
                        new("level", SchemaBuilder.OneOf(1, 2, 3, 4, 5)),
                    ])
                )
            ),
        ])
        .Named("features");

    /// <param name="folder">A new folder, for ledger and cache.</param>
    public static async Task<LlmMeasurement> RunAsync(
        Uri address,
        string folder,
        int calls,
        int concurrency,
        CacheMode cache,
        CancellationToken cancellation
    )
    {
        var settings = Settings(address, concurrency, cache);
        using var senders = new CallSenders(folder, TimeProvider.System);
        var sender = senders.Open(settings, new Random(1), SilentCallObserver.Instance);
        await using var run = RunCalls.Open(
            "bench",
            Path.Combine(folder, "run"),
            folder,
            settings,
            sender,
            TimeProvider.System,
            damage => throw new InvalidOperationException(damage.Reason),
            _ => { }
        );
        using var self = Process.GetCurrentProcess();
        var warmUp = Math.Max(1, calls / 10);
        await AskAsync(run, 0, warmUp, concurrency, cancellation);
        var before = Resident(self);
        var (startTime, startCpu) = (Stopwatch.GetTimestamp(), self.TotalProcessorTime);
        await AskAsync(run, warmUp, calls, concurrency, cancellation);
        var seconds = Stopwatch.GetElapsedTime(startTime).TotalSeconds;
        self.Refresh();
        var cpu = self.TotalProcessorTime - startCpu;
        var after = Resident(self);
        return new LlmMeasurement(
            "pawl",
            calls,
            concurrency,
            Math.Round(seconds, 3),
            Math.Round(cpu.TotalMilliseconds / calls, 4),
            before,
            after,
            Math.Round(self.PeakWorkingSet64 / BytesOfMebi, 1)
        );
    }

    // As a workload does: so many at once, and a unit's texts are let go of when its calls are done.
    private static Task AskAsync(RunCalls run, int from, int count, int concurrency, CancellationToken cancellation) =>
        Parallel.ForAsync(
            from,
            from + count,
            new ParallelOptions { MaxDegreeOfParallelism = concurrency, CancellationToken = cancellation },
            async (number, _) =>
            {
                await run.Desk.AskAsync(
                    Call(number),
                    static text => StrictAnswer.Read(text, LlmBenchmarkJson.Default.LlmBenchmarkAnswer),
                    cancellation,
                    cancellation
                );
                if (number % CallsOfAUnit == 0 && number > from + (2 * CallsOfAUnit))
                {
                    await run.Ledger.ForgetAnswersAsync($"S{(number / CallsOfAUnit) - 2}");
                }
            }
        );

    private static ModelCall Call(int number) =>
        new(
            new CallSlot($"S{number / CallsOfAUnit}", $"features/{number % CallsOfAUnit}"),
            "gpt-5-mini",
            new Sampling(Temperature: 0, Seed: 7, MaximumOutputTokens: 1000),
            SystemPrompt,
            [new CallMessage("user", $"Service {number}: enrolment of students, with all that belongs to it. List its features.")],
            Schema
        );

    private static LlmSettings Settings(Uri address, int concurrency, CacheMode cache) =>
        new(
            new ProviderSettings(ProviderKind.Compatible, address, null, null, StructuredOutput.Schema, 0),
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
            new CacheSettings(cache, null),
            Repair: false
        );

    private static double Resident(Process self)
    {
        self.Refresh();
        return Math.Round(self.WorkingSet64 / BytesOfMebi, 1);
    }
}

internal sealed record LlmBenchmarkAnswer(IReadOnlyList<LlmBenchmarkFeature> Features);

internal sealed record LlmBenchmarkFeature(string Name, string Description, int Level);

[JsonSourceGenerationOptions(JsonSerializerDefaults.Strict, PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(LlmBenchmarkAnswer))]
internal sealed partial class LlmBenchmarkJson : JsonSerializerContext;
