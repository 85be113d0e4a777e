using Pawl.Cli.Output;
using Pawl.Shogi.Matches;

namespace Pawl.Cli.Matches;

/// <summary>The result of a match as a person reads it.</summary>
internal static class MatchTable
{
    public static void Write(TextWriter writer, MatchResult result, int? width)
    {
        writer.WriteLine($"A: {result.A}");
        writer.WriteLine($"B: {result.B}");
        writer.WriteLine($"{result.Time}; {result.Games} of {result.GamesAsked} games");
        writer.WriteLine();
        var table = new TextTable("A plays", "games", "wins", "draws", "losses", "score") { IsNumeric = header => header != "A plays" };
        Add(table, "Black", result.AsBlack);
        Add(table, "White", result.AsWhite);
        Add(table, "both", result.Total);
        table.Write(writer, width);
        writer.WriteLine();
        if (result.Games == 0)
        {
            writer.WriteLine("No game was finished.");
            return;
        }

        writer.WriteLine(
            $"Elo of A over B    {Signed(result.Elo, result.Score)}  (95 %: {Signed(result.EloLow, 0)} to {Signed(result.EloHigh, 1)})"
        );
        writer.WriteLine($"A is the stronger  {result.LikelihoodOfSuperiority * 100:0.0} % likely");
        writer.WriteLine($"Pairs of games     {string.Join("  ", Points.Zip(result.Pairs, (points, count) => $"{points}: {count}"))}");
        if (result.Sprt is { } test)
        {
            var verdict = test.State switch
            {
                SprtState.Passed => "passed",
                SprtState.Failed => "failed",
                _ => "undecided",
            };
            writer.WriteLine($"Sequential test    {verdict}: {test.LogLikelihoodRatio:0.00} of {test.Lower:0.00} to {test.Upper:0.00}");
        }

        if (result.ForfeitsOfA + result.ForfeitsOfB > 0)
        {
            writer.WriteLine($"Lost by a fault    A {result.ForfeitsOfA}, B {result.ForfeitsOfB} (time, illegal move, crash)");
        }
    }

    /// <summary>Points of A from a pair of games, in the order of <see cref="MatchResult.Pairs"/>.</summary>
    private static readonly string[] Points = ["0", "½", "1", "1½", "2"];

    /// <param name="score">Tells which infinity a missing value stands for.</param>
    public static string Signed(double? elo, double score) => elo is { } value ? $"{value:+0.0;-0.0;0.0}" : (score > 0.5 ? "+∞" : "-∞");

    private static void Add(TextTable table, string name, ColorScore score)
    {
        var share = score.Games == 0 ? "–" : $"{(score.Wins + (score.Draws / 2.0)) / score.Games * 100:0.0} %";
        table.Add(name, $"{score.Games}", $"{score.Wins}", $"{score.Draws}", $"{score.Losses}", share);
    }
}
