using System.ComponentModel;
using Pawl.Benchmarks.Measuring;

namespace Pawl.Benchmarks.Reporting;

/// <summary>Runs works of ours and their peers turn about, each configuration in a process of its own, and gathers what they came to.</summary>
/// <param name="python">Null: peers are left out.</param>
/// <param name="peers">Folder of the scripts.</param>
/// <param name="doing">Gets what runs now.</param>
/// <param name="say">Gets what came of it, and after each work the ratios so far.</param>
public sealed class Report(OwnProgram own, string? python, string peers, ReportSettings settings, Action<string> doing, Action<string> say)
{
    private static readonly Dictionary<string, string> NoEnvironment = [];

    /// <summary>Round by round, so that what slows the machine for a while slows everyone.</summary>
    public async Task<IReadOnlyList<WorkResult>> RunAsync(IReadOnlyList<BenchmarkWork> works, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(works);
        var gatherings = works.Select(work => (Work: work, Gathering: new Gathering(work))).ToList();
        for (var round = 1; round <= settings.Rounds; round++)
        {
            foreach (var (work, gathering) in gatherings)
            {
                await RunRoundAsync($"round {round}/{settings.Rounds}  {work.Key}", work, gathering, cancellation);
            }
        }

        return [.. gatherings.Select(pair => pair.Gathering.Result())];
    }

    private async Task RunRoundAsync(string head, BenchmarkWork work, Gathering gathering, CancellationToken cancellation)
    {
        foreach (var configuration in Configurations(work).Where(configuration => !gathering.HasFailed(configuration)))
        {
            var line = $"{head}  {configuration.Program}, threads {configuration.ThreadText}:";
            doing($"{line} running");
            var (measurement, complaint) = await MeasureAsync(work, configuration, cancellation);
            if (measurement is null)
            {
                gathering.AddFailure(configuration, complaint);
                say($"{line} failed: {complaint}");
            }
            else
            {
                gathering.Add(configuration, measurement);
                say($"{line} median {measurement.MedianMs:0.00} ms, {measurement.Rate:#,##0.#} {measurement.Unit}");
            }
        }

        var result = gathering.Result();
        foreach (var ratios in work.Peers.Select(peer => ReportText.Ratios(result, peer.Label, settings.Threads)).OfType<string>())
        {
            say($"{head}  so far, {ratios.Replace("**", "", StringComparison.Ordinal)}");
        }
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
