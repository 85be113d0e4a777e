using Pawl.Cli.Output;
using Pawl.Shogi.Matches;

namespace Pawl.Cli.Matches;

/// <summary>What is seen while a match is played: a line for each game and, on a terminal, the standing below, redrawn in place.</summary>
internal sealed class MatchView(Terminal terminal, MatchSettings settings) : IDisposable
{
    private readonly LiveRegion? _region = terminal.IsLive ? new LiveRegion(terminal.Talk) : null;

    public void Show(PlayedGame game, MatchScore standing)
    {
        var lines = Lines(game).ToList();
        if (_region is not null)
        {
            _region.Redraw(lines, [Format.Cut(Standing(standing), Terminal.Width - 1)]);
            return;
        }

        foreach (var line in lines)
        {
            terminal.Talk.WriteLine(line);
        }

        terminal.Talk.WriteLine($"  {Standing(standing)}");
    }

    public void Dispose() => _region?.Dispose();

    private static IEnumerable<string> Lines(PlayedGame game)
    {
        var colors = game.Pairing.Black == Player.A ? "A – B" : "B – A";
        var how = game.Adjudicated ? ", by their scores" : "";
        yield return $"game {game.Pairing.Number}: {colors}, {game.Pairing.Opening.Name}: {game.End}{how} after {game.Moves.Count} plies";
        if (game.Fault is { } fault)
        {
            yield return $"  {fault}";
        }
    }

    private string Standing(MatchScore standing)
    {
        var (low, elo, high) = Elo.Of(standing.Distribution);
        var (total, test) = (standing.Total, "");
        if (settings.Sprt is { } bounds)
        {
            test = $"  SPRT {standing.Test(bounds).LogLikelihoodRatio:0.00} ({bounds.Lower:0.00}, {bounds.Upper:0.00})";
        }

        return $"{total.Games}/{settings.Games} games  A +{total.Wins} ={total.Draws} -{total.Losses}  "
            + $"Elo {Text(elo)} ({Text(low)} to {Text(high)})  LOS {Elo.LikelihoodOfSuperiority(standing.Distribution) * 100:0} %{test}";
    }

    private static string Text(double elo) => MatchTable.Signed(double.IsFinite(elo) ? elo : null, elo > 0 ? 1 : 0);
}
