using Pawl.Cli.CommandLine;
using Pawl.Cli.Faults;
using Pawl.Cli.Output;
using Pawl.Shogi.Engines;
using Pawl.Shogi.Matches;

namespace Pawl.Cli.Matches;

/// <summary>Plays a match in front of a person.</summary>
internal static class MatchPlay
{
    /// <returns>The exit code: that of Ctrl-C when the match was broken off.</returns>
    public static async Task<int> RunAsync(Invocation invocation, MatchOrder order, CancellationToken cancellation)
    {
        // engines are ended before the program is, whatever the number of signals
        invocation.Interrupts.HoldsProcesses = true;
        var settings = order.Settings;
        var folder = Open(order);
        var runner = new MatchRunner(settings, invocation.Time);
        var before = folder?.Games ?? [];
        if (before.Count > 0)
        {
            invocation.Say($"{before.Count} of {settings.Games} games were played before.");
        }

        using var view = new MatchView(invocation.Terminal, settings);
        MatchScore score;
        try
        {
            score = await runner.RunAsync(
                before,
                (game, standing) =>
                {
                    folder?.Add(game, order.Format, GameWriting.Write(game, settings, runner.Names, order.Format));
                    view.Show(game, standing);
                    return Task.CompletedTask;
                },
                cancellation
            );
        }
        catch (EngineFaultException fault)
        {
            throw new CliException(
                fault.Fault == EngineFault.Missing ? ExitCode.NotFound : ExitCode.Failed,
                fault.Message,
                "Try it by hand: start it and type usi; it should answer with lines that end in usiok.",
                fault
            );
        }

        var result = MatchResult.Of(settings, runner.Names, score);
        if (invocation.Json)
        {
            invocation.Terminal.WriteJson(result, OutputJson.Default.MatchResult);
        }
        else
        {
            MatchTable.Write(invocation.Terminal.Out, result, invocation.Terminal.TableWidth);
        }

        if (!cancellation.IsCancellationRequested)
        {
            return ExitCode.Ok;
        }

        invocation.Say(
            order.Records is null
                ? "Broken off. Next time, with --records FOLDER, a match can be gone on with."
                : $"Broken off. Go on with the same command and --resume: {score.Total.Games} games are in {order.Records}"
        );
        return ExitCode.Interrupted;
    }

    private static MatchFolder? Open(MatchOrder order)
    {
        if (order.Records is not { } path)
        {
            return null;
        }

        try
        {
            return order.Resume ? MatchFolder.Resume(path, order.Settings) : MatchFolder.Create(path, order.Settings);
        }
        catch (InvalidOperationException error)
        {
            throw CliException.Refused(error.Message);
        }
    }
}
