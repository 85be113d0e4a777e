using System.Text.Json;

namespace Pawl.Shogi.Matches;

/// <summary>
/// The folder of a match: <c>match.json</c> with its settings, and for each finished game <c>0001.json</c> with its result and a record beside it. A game is
/// there whole or not at all: its record is written first, its result last.
/// </summary>
public sealed class MatchFolder
{
    private const string SettingsName = "match.json";
    private const int NumberWidth = 4;

    private MatchFolder(string path, IReadOnlyList<PlayedGame> games) => (Path, Games) = (path, games);

    public string Path { get; }

    /// <value>The games that were finished when the folder was opened, by number.</value>
    public IReadOnlyList<PlayedGame> Games { get; }

    /// <summary>Begins a match in a folder, which is made where it is missing.</summary>
    /// <exception cref="InvalidOperationException">It holds a match already.</exception>
    public static MatchFolder Create(string path, MatchSettings settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        Directory.CreateDirectory(path);
        if (File.Exists(System.IO.Path.Combine(path, SettingsName)))
        {
            throw new InvalidOperationException($"'{path}' holds a match already: go on with it by --resume, or name another folder");
        }

        AtomicText.Write(System.IO.Path.Combine(path, SettingsName), MatchFile.Of(settings).Write());
        return new MatchFolder(path, []);
    }

    /// <summary>Goes on with a match.</summary>
    /// <exception cref="InvalidOperationException">There is none, or its settings differ in what decides the games; how many there are may differ.</exception>
    /// <exception cref="InvalidDataException">A file was changed.</exception>
    public static MatchFolder Resume(string path, MatchSettings settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        var file = System.IO.Path.Combine(path, SettingsName);
        if (!File.Exists(file))
        {
            throw new InvalidOperationException(
                $"expected a match in '{path}' to go on with, found no {SettingsName}; leave --resume out to begin one"
            );
        }

        Compare(File.ReadAllText(file), MatchFile.Of(settings).Write(), path);
        var games = Directory
            .EnumerateFiles(path, "*.json")
            .Where(name => System.IO.Path.GetFileName(name) != SettingsName)
            .Select(name => GameFiles.Read(File.ReadAllText(name), name, settings))
            .OrderBy(game => game.Pairing.Number)
            .ToList();
        return new MatchFolder(path, games);
    }

    /// <summary>Writes a finished game down.</summary>
    /// <param name="extension">Of the record, as <c>kif</c>.</param>
    /// <param name="record">Its whole text.</param>
    public void Add(PlayedGame game, string extension, string record)
    {
        ArgumentNullException.ThrowIfNull(game);
        var name = game.Pairing.Number.ToString().PadLeft(NumberWidth, '0');
        AtomicText.Write(System.IO.Path.Combine(Path, $"{name}.{extension}"), record);
        AtomicText.Write(System.IO.Path.Combine(Path, $"{name}.json"), GameFiles.Write(game));
    }

    private static void Compare(string before, string now, string path)
    {
        using var old = Parse(before, path);
        using var given = JsonDocument.Parse(now);
        var differences = given
            .RootElement.EnumerateObject()
            .Where(property =>
                !old.RootElement.TryGetProperty(property.Name, out var value) || value.GetRawText() != property.Value.GetRawText()
            )
            .Select(property => property.Name)
            .ToList();
        if (differences.Count > 0)
        {
            throw new InvalidOperationException(
                $"expected the settings of the match in '{path}', got others: {string.Join(", ", differences)}; {SettingsName} there says what they were"
            );
        }
    }

    private static JsonDocument Parse(string text, string path)
    {
        try
        {
            return JsonDocument.Parse(text);
        }
        catch (JsonException error)
        {
            throw new InvalidDataException($"expected JSON in {SettingsName} of '{path}': {error.Message}", error);
        }
    }
}
