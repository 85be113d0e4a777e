using Pawl.Shogi.Notation;
using Pawl.Shogi.Records;

namespace Pawl.Web.Views.Shogi;

/// <summary>What a file or a pasted text turned out to hold: games, or the reason why there are none.</summary>
public abstract record GameFile
{
    /// <value>Characters of a text that a person brings; 256 Ki, some hundred games.</value>
    public const int LongestText = 1 << 18;

    /// <summary>Enough for thousands of games; what is larger would take longer to read than a person waits for a page.</summary>
    private static readonly RecordLimits Limits = new()
    {
        Size = 4 << 20,
        Games = 20_000,
        Moves = 20_000,
    };

    private GameFile() { }

    /// <param name="Games">At least one, in the order of the file.</param>
    public sealed record Read(IReadOnlyList<GameRecord> Games) : GameFile;

    /// <param name="Reason">What was expected and what came.</param>
    /// <param name="Line">Of the text, from 1; null when it is not about one line.</param>
    public sealed record Broken(string Reason, int? Line) : GameFile;

    /// <summary>Whether a file of this name holds games.</summary>
    public static bool IsNamed(string path) => RecordFormats.OfPath(path) is not null;

    /// <param name="file">Read by what it holds, whatever its name says.</param>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static GameFile Of(FileInfo file) =>
        file.Length == 0 ? new Broken("expected a record or a position, got an empty file", null) : Try(() => ReadFile(file));

    public static GameFile OfText(string text) =>
        text.Length <= LongestText
            ? Try(() => GameRecords.Parse(text, limits: Limits))
            : new Broken($"expected at most {LongestText} characters, got {text.Length}", null);

    private static IReadOnlyList<GameRecord> ReadFile(FileInfo file)
    {
        using var stream = new FileStream(file.FullName, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        return GameRecords.Read(stream, limits: Limits);
    }

    private static GameFile Try(Func<IReadOnlyList<GameRecord>> read)
    {
        try
        {
            return new Read(read());
        }
        catch (NotationException fault)
        {
            return new Broken(fault.Reason, fault.Line);
        }
    }
}
