using System.Globalization;
using System.Text.Json;
using Pawl.Shogi.Board;
using Pawl.Shogi.Games;
using Pawl.Shogi.Moves;

namespace Pawl.Shogi.Matches;

/// <summary>A finished game as <c>0001.json</c> and back.</summary>
internal static class GameFiles
{
    public static string Write(PlayedGame game)
    {
        var file = new GameFile(
            game.Pairing.Number,
            game.Pairing.Black.ToString(),
            game.Pairing.Opening.Name,
            game.Pairing.Opening.Start,
            string.Join(' ', game.Moves.Select(move => move.Move)),
            string.Join(' ', game.Moves.Select(move => (long)move.Used.TotalMilliseconds)),
            game.End.Winner switch
            {
                Color.Black => "black",
                Color.White => "white",
                _ => null,
            },
            game.End.Reason.ToString(),
            game.Fault,
            game.Adjudicated,
            game.StartedAt
        );
        return JsonSerializer.Serialize(file, MatchJson.Plain.GameFile) + "\n";
    }

    /// <param name="settings">Of the match: its pairing of the game's number must be the one that was played.</param>
    /// <exception cref="InvalidDataException">It is not what <see cref="Write"/> wrote, or another game.</exception>
    public static PlayedGame Read(string text, string name, MatchSettings settings)
    {
        var file = Deserialize(text, name);
        var pairing = file.Game > 0 ? Pairing.Of(file.Game, settings) : null;
        var words = file.Moves.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var times = file.Milliseconds.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var used = times
            .Select(time => int.TryParse(time, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : -1)
            .ToList();
        var moves = words.Select(word => Move.TryParse(word, out var move) ? move : Move.None).ToList();
        if (
            pairing is null
            || pairing.Black.ToString() != file.Black
            || pairing.Opening.Start != file.Start
            || !pairing.Opening.Moves.SequenceEqual(moves.Take(pairing.Opening.Moves.Count))
            || moves.Contains(Move.None)
            || used.Count != moves.Count
            || used.Contains(-1)
            || !Enum.TryParse<EndReason>(file.Reason, out var reason)
        )
        {
            throw new InvalidDataException(
                $"{name}: expected game {file.Game} of this match, as it was written here; got another or a changed one"
            );
        }

        Color? winner = file.Winner switch
        {
            "black" => Color.Black,
            "white" => Color.White,
            _ => null,
        };
        var played = moves.Zip(used, (move, time) => new PlayedMove(move, TimeSpan.FromMilliseconds(time), null));
        return new PlayedGame(pairing, [.. played], new GameEnd(winner, reason), file.Fault, file.Adjudicated, file.StartedAt);
    }

    private static GameFile Deserialize(string text, string name)
    {
        try
        {
            return JsonSerializer.Deserialize(text, MatchJson.Plain.GameFile) ?? throw new JsonException("null");
        }
        catch (JsonException error)
        {
            throw new InvalidDataException($"{name}: expected the JSON of a game, as it was written here: {error.Message}", error);
        }
    }
}
