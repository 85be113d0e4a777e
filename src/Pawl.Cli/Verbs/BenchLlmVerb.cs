using System.CommandLine;
using Pawl.Cli.Benchmarks;
using Pawl.Cli.CommandLine;
using Pawl.Cli.Faults;
using Pawl.Cli.Output;
using Pawl.Llm.Settings;

namespace Pawl.Cli.Verbs;

/// <summary><c>pawl bench llm</c>: what a call costs beside what the model does.</summary>
internal static class BenchLlmVerb
{
    private const int DefaultCalls = 10_000;
    private const int DefaultConcurrency = 16;
    private const int DefaultRounds = 3;

    public static Verb Create()
    {
        var calls = Count("--calls", "Calls of each measurement, after a tenth of them that does not count", DefaultCalls, 10_000_000);
        var concurrency = Count("--concurrency", "Calls on their way at once", DefaultConcurrency, 4096);
        var rounds = Count("--rounds", "How often each is measured", DefaultRounds, 1000);
        var cache = new Option<string>("--cache")
        {
            Description = "Whether answers are looked for in and written to the cache too, a file each",
            HelpName = "MODE",
            DefaultValueFactory = _ => "read",
        };
        cache.AcceptOnlyFromAmong("off", "read", "refresh", "write");
        var peer = new Option<bool>("--peer") { Description = "Turn about with a minimal asyncio client (python3), which keeps no ledger" };
        var against = new Option<string?>("--against") { Description = "Measure once, in this process, against a server", Hidden = true };
        var folder = new Option<string?>("--in") { Description = "With --against: where to write", Hidden = true };
        var serve = new Option<bool>("--serve") { Description = "Be the server until the input ends", Hidden = true };
        var verb = new Verb("llm", "What a call to a model costs in processor time and memory, with a server that answers at once")
        {
            Examples =
            [
                ("pawl bench llm", "10,000 calls, 16 at once, three times"),
                ("pawl bench llm --peer --calls 100000", "Longer, turn about with asyncio"),
            ],
        };
        foreach (var option in (Option[])[calls, concurrency, rounds, cache, peer, against, folder, serve, SharedOptions.Json])
        {
            verb.Add(option);
        }

        return verb.Does(
            async (invocation, cancellation) =>
            {
                if (invocation.Value(serve))
                {
                    return await ServeAsync(cancellation);
                }

                var (count, atOnce) = (invocation.Value(calls), invocation.Value(concurrency));
                if (invocation.Parse.GetValue(against) is { } address)
                {
                    var mode = Enum.Parse<CacheMode>(invocation.Value(cache), ignoreCase: true);
                    var measurement = await LlmBenchmark.RunAsync(
                        new Uri(address),
                        invocation.Value(folder)!,
                        count,
                        atOnce,
                        mode,
                        cancellation
                    );
                    invocation.Terminal.WriteJson(measurement, LlmMeasurementJson.Default.LlmMeasurement);
                    return ExitCode.Ok;
                }

                var measurements = LlmTurns.RunAsync(
                    count,
                    atOnce,
                    invocation.Value(rounds),
                    invocation.Value(cache),
                    invocation.Value(peer),
                    cancellation
                );
                await WriteAsync(invocation, measurements);
                return ExitCode.Ok;
            }
        );
    }

    private static Option<int> Count(string name, string description, int usual, int most) =>
        new Option<int>(name)
        {
            Description = description,
            HelpName = "N",
            DefaultValueFactory = _ => usual,
        }.Between(1, most);

    private static async Task<int> ServeAsync(CancellationToken cancellation)
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        using var server = new InstantChatServer();
        var serving = server.ServeAsync(end.Token);
        Console.WriteLine(server.Address);
        await Console.In.ReadToEndAsync(cancellation);
        await end.CancelAsync();
        await ((Task)serving).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return ExitCode.Ok;
    }

    private static async Task WriteAsync(Invocation invocation, IAsyncEnumerable<LlmMeasurement> measurements)
    {
        var table = new TextTable("PROGRAM", "CALLS", "AT ONCE", "CPU ms/CALL", "CALLS/s", "MiB BEFORE", "MiB AFTER", "MiB PEAK")
        {
            IsNumeric = header => header != "PROGRAM",
        };
        await foreach (var one in measurements)
        {
            if (invocation.Json)
            {
                invocation.Terminal.WriteJson(one, LlmMeasurementJson.Default.LlmMeasurement);
                invocation.Terminal.Flush();
            }

            table.Add(
                one.Program,
                $"{one.Calls:#,##0}",
                $"{one.Concurrency}",
                $"{one.CpuMs:0.000}",
                $"{one.Rate:#,##0}",
                $"{one.BeforeMb:0}",
                $"{one.AfterMb:0}",
                $"{one.PeakMb:0}"
            );
        }

        if (!invocation.Json)
        {
            table.Write(invocation.Terminal.Out, invocation.Terminal.TableWidth);
        }
    }
}
