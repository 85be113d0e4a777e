using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Pawl.Benchmarks.Reporting;
using Pawl.Cli.Faults;

namespace Pawl.Cli.Benchmarks;

/// <summary>Measures clients turn about, each in a process of its own, against one server in another.</summary>
internal static class LlmTurns
{
    private const string Peer = "asyncio-llm.py";

    private static readonly Dictionary<string, string> NoEnvironment = [];

    public static async IAsyncEnumerable<LlmMeasurement> RunAsync(
        int calls,
        int concurrency,
        int rounds,
        string cache,
        bool withPeer,
        [EnumeratorCancellation] CancellationToken cancellation
    )
    {
        var own = OwnProgram.Find();
        var script = withPeer ? PeerScript() : null;
        using var server = Serve(own);

        // Removed at the end only: ext4 does not give an inode anew for some seconds, and looking past thousands of them would be measured.
        var folder = Directory.CreateTempSubdirectory("pawl-bench-").FullName;
        var address = await server.StandardOutput.ReadLineAsync(cancellation);
        try
        {
            for (var round = 0; round < rounds; round++)
            {
                var arguments = (string[])
                    [
                        "bench",
                        "llm",
                        "--against",
                        address!,
                        "--in",
                        Path.Combine(folder, $"{round}"),
                        "--cache",
                        cache,
                        .. Sizes(calls, concurrency),
                    ];
                // As the host of a run is started.
                yield return await MeasureAsync(own.Executable, [.. own.LeadingArguments, .. arguments], Workloads.OfCalls, cancellation);
                if (script is not null)
                {
                    yield return await MeasureAsync(
                        "python3",
                        [script, address!, $"{calls}", $"{concurrency}"],
                        NoEnvironment,
                        cancellation
                    );
                }
            }
        }
        finally
        {
            server.StandardInput.Close();
            await server.WaitForExitAsync(CancellationToken.None);
            Directory.Delete(folder, recursive: true);
        }
    }

    private static string[] Sizes(int calls, int concurrency) => ["--calls", $"{calls}", "--concurrency", $"{concurrency}"];

    private static Process Serve(OwnProgram own) =>
        Process.Start(
            new ProcessStartInfo(own.Executable, [.. own.LeadingArguments, "bench", "llm", "--serve"])
            {
                UseShellExecute = false,
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
            }
        )!;

    private static async Task<LlmMeasurement> MeasureAsync(
        string program,
        string[] arguments,
        IReadOnlyDictionary<string, string> environment,
        CancellationToken cancellation
    )
    {
        var outcome = await ChildProcess.RunAsync(program, arguments, environment, cancellation);
        return outcome.ExitCode == 0
            ? JsonSerializer.Deserialize(outcome.Output, LlmMeasurementJson.Default.LlmMeasurement)!
            : throw new CliException(
                ExitCode.Failed,
                $"'{Path.GetFileName(program)} {arguments[0]}' ended with exit code {outcome.ExitCode}: {outcome.LastComplaint}"
            );
    }

    private static string PeerScript() =>
        PeerScripts.FindRoot(Environment.CurrentDirectory, AppContext.BaseDirectory) is { } root
            ? Path.Combine(root, PeerScripts.Folder, Peer)
            : throw CliException.NotFound($"--peer needs {PeerScripts.Folder}/{Peer} of the checkout, and there is none at or above here.");
}
