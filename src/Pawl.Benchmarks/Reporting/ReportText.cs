using System.Text;

namespace Pawl.Benchmarks.Reporting;

/// <summary>The measured part of the page, as markdown.</summary>
public static class ReportText
{
    private const string Missing = "—";

    /// <param name="all">Every work there is; one without a result is shown as not measured.</param>
    public static string Of(ReportFacts facts, IReadOnlyList<BenchmarkWork> all, IReadOnlyList<WorkResult> results)
    {
        ArgumentNullException.ThrowIfNull(facts);
        ArgumentNullException.ThrowIfNull(all);
        ArgumentNullException.ThrowIfNull(results);
        var text = new StringBuilder();
        WriteFacts(text, facts, results);
        WriteGoals(text, all, results);
        foreach (var work in all)
        {
            WriteWork(text, work, results.FirstOrDefault(result => result.Work.Key == work.Key), facts.Settings.Threads);
        }

        return text.ToString();
    }

    private static void WriteFacts(StringBuilder text, ReportFacts facts, IReadOnlyList<WorkResult> results)
    {
        var (settings, versions) = (
            facts.Settings,
            results.SelectMany(result => result.Figures).Select(figure => figure.Version).Distinct()
        );
        text.AppendLine($"- Date: {facts.Date.UtcDateTime:yyyy-MM-dd HH:mm} UTC");
        text.AppendLine($"- Machine: {ReportFacts.Machine}");
        text.AppendLine($"- Load average (1, 5, 15 minutes) before: {facts.LoadBefore ?? Missing}; after: {facts.LoadAfter ?? Missing}");
        text.AppendLine($"- Versions: {string.Join("; ", versions.DefaultIfEmpty("nothing was measured"))}");
        text.AppendLine(
            $"- Command: `{facts.Command}`: {settings.Rounds} {(settings.Rounds == 1 ? "round" : "rounds")}, "
                + $"{settings.Seconds:0.#} s a child or five calls, whichever is longer"
        );
        if (facts.PeersMissing is { } reason)
        {
            text.AppendLine($"- **No peer was measured**: {reason}");
        }

        text.AppendLine();
    }

    private static void WriteGoals(StringBuilder text, IReadOnlyList<BenchmarkWork> all, IReadOnlyList<WorkResult> results)
    {
        text.AppendLine("### Goals").AppendLine();
        text.AppendLine("| work | goal | reached | |").AppendLine("| --- | --- | ---: | --- |");
        foreach (var work in all)
        {
            var result = results.FirstOrDefault(result => result.Work.Key == work.Key) ?? new WorkResult(work, [], []);
            foreach (var goal in work.Goals)
            {
                var verdict = goal.Judge(result);
                var outcome = verdict.IsMet == false ? $"**{verdict.Text}**" : verdict.Text;
                text.AppendLine($"| {work.Key} | {goal.Text} | {verdict.Reached} | {outcome} |");
            }
        }

        text.AppendLine();
    }

    private static void WriteWork(StringBuilder text, BenchmarkWork work, WorkResult? result, int threads)
    {
        text.AppendLine($"### {work.Key}").AppendLine();
        text.AppendLine($"{work.Title}.").AppendLine();
        if (result is null)
        {
            text.AppendLine("Not measured in this run.").AppendLine();
            return;
        }

        text.AppendLine("| | threads | median ms | min ms | rate | GFLOP/s | % of peak | peak memory MiB |");
        text.AppendLine("| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |");
        foreach (var figure in result.Figures)
        {
            text.AppendLine(
                $"| {figure.Configuration.Program} | {figure.Configuration.ThreadText} | {Time(figure.MedianMs)} | {Time(figure.MinMs)} "
                    + $"| {figure.Rate:#,##0.#} {figure.Unit} | {Number(figure.Gflops, "0.0")} | {Number(figure.PeakPercent, "0")} "
                    + $"| {Number(figure.PeakRssMb, "0")} |"
            );
        }

        foreach (var (configuration, complaint) in result.Failures)
        {
            text.AppendLine($"| {configuration.Program} | {configuration.ThreadText} | failed: {complaint.Replace('|', '/')} | | | | | |");
        }

        text.AppendLine();
        foreach (var sentence in work.Peers.Select(peer => Ratios(result, peer.Label, threads)).OfType<string>())
        {
            text.AppendLine($"- {sentence}");
        }

        text.AppendLine();
    }

    /// <summary>Ratios of medians to a peer, or null when one of the two was not measured.</summary>
    public static string? Ratios(WorkResult result, string peer, int threads)
    {
        ArgumentNullException.ThrowIfNull(result);
        if (result.Best(Configuration.Own) is not { } own || result.Best(peer) is not { } best)
        {
            return null;
        }

        var text =
            $"{peer}: best of theirs over best of ours **{best.MedianMs / own.MedianMs:0.00}** (minima {Min(peer) / Min(Configuration.Own):0.00})";
        if (result.Of(peer, threads) is { } usual)
        {
            text += $"; their default of {threads} threads over best of ours {usual.MedianMs / own.MedianMs:0.00}";
        }

        if (result.Of(peer, 1) is { } single && result.Of(Configuration.Own, 1) is { } ownSingle)
        {
            text += $"; one thread each {single.MedianMs / ownSingle.MedianMs:0.00}";
        }

        return text + ".";

        double Min(string program) => result.Figures.Where(figure => figure.Configuration.Program == program).Min(figure => figure.MinMs);
    }

    private static string Time(double milliseconds) => milliseconds < 10 ? $"{milliseconds:0.000}" : $"{milliseconds:0.0}";

    private static string Number(double? value, string format) => value?.ToString(format) ?? Missing;
}
