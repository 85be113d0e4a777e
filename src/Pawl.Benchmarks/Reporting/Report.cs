using System.ComponentModel;
using Pawl.Benchmarks.Measuring;

namespace Pawl.Benchmarks.Reporting;

/// <summary>Runs works of ours and their peers turn about, each configuration in a process of its own, and gathers what they came to.</summary>
/// <param name="python">Null: peers are left out.</param>
/// <param name="peers">Folder of the scripts.</param>
/// <param name="say">Gets a line of progress for each child.</param>
public sealed class Report(OwnProgram own, string? python, string peers, ReportSettings settings, Action<string> say)
{
    private static readonly Dictionary<string, string> NoEnvironment = [];

    /// <summary>Round by round, so that what slows the machine for a while slows everyone.</summary>
    public async Task<IReadOnlyList<WorkResult>> RunAsync(IReadOnlyList<BenchmarkWork> works, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(works);
        var seen = works.ToDictionary(work => work.Key, _ => new Dictionary<Configuration, List<Measurement>>());
        var failed = works.ToDictionary(work => work.Key, _ => new Dictionary<Configuration, string>());
        for (var round = 1; round <= settings.Rounds; round++)
        {
            foreach (var work in works)
            {
                foreach (var configuration in Configurations(work).Where(one => !failed[work.Key].ContainsKey(one)))
                {
                    var head = $"round {round}/{settings.Rounds}  {work.Key}  {configuration.Program}, threads {configuration.ThreadText}:";
                    var (measurement, complaint) = await MeasureAsync(work, configuration, cancellation);
                    if (measurement is null)
                    {
                        // One that fails once is not tried again: the others wait for it.
                        failed[work.Key][configuration] = complaint;
                        say($"{head} failed: {complaint}");
                        continue;
                    }

                    say($"{head} median {measurement.MedianMs:0.00} ms");
                    (seen[work.Key].TryGetValue(configuration, out var rounds) ? rounds : seen[work.Key][configuration] = []).Add(
                        measurement
                    );
                }
            }
        }

        return
        [
            .. works.Select(work => new WorkResult(
                work,
                [.. seen[work.Key].Select(pair => Figures.Of(pair.Key, pair.Value))],
                [.. failed[work.Key].Select(pair => (pair.Key, pair.Value))]
            )),
        ];
    }

    private IEnumerable<Configuration> Configurations(BenchmarkWork work)
    {
        var ours = BenchmarkWork.OwnConfigurations(settings.Threads);
        return python is null ? ours : ours.Concat(work.Peers.SelectMany(peer => peer.Configurations(settings.Threads)));
    }

    private async Task<(Measurement? Measurement, string Complaint)> MeasureAsync(
        BenchmarkWork work,
        Configuration configuration,
        CancellationToken cancellation
    )
    {
        try
        {
            var outcome = configuration.IsOwn
                ? await ChildProcess.RunAsync(
                    own.Executable,
                    [.. own.LeadingArguments, .. work.CommandLine(configuration, settings.Seconds)],
                    NoEnvironment,
                    cancellation
                )
                : await RunPeerAsync(work, configuration, cancellation);
            return outcome.ExitCode != 0 ? (null, $"exit code {outcome.ExitCode}: {Shortened(outcome.LastComplaint)}")
                : MeasurementJson.ReadLines(outcome.Output) is [var measurement] ? (measurement, "")
                : (null, "expected one measurement as a line of JSON");
        }
        catch (Exception fault) when (fault is FormatException or Win32Exception)
        {
            return (null, fault.Message);
        }
    }

    /// <summary>Where the checkout lies on this machine is of no use on a page.</summary>
    private string Shortened(string complaint) => complaint.Replace(peers, PeerScripts.Folder, StringComparison.Ordinal);

    private Task<ChildOutcome> RunPeerAsync(BenchmarkWork work, Configuration configuration, CancellationToken cancellation)
    {
        var peer = work.Peers.First(peer => peer.Label == configuration.Program);
        return ChildProcess.RunAsync(
            python!,
            peer.CommandLine(peers, configuration, settings.Seconds),
            PeerProgram.Environment(configuration),
            cancellation
        );
    }
}
