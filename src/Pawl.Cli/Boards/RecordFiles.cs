using Pawl.Cli.Faults;
using Pawl.Shogi.Notation;
using Pawl.Shogi.Records;

namespace Pawl.Cli.Boards;

/// <summary>Records of games from where a command line names them: a file, standard input, or the text itself.</summary>
internal static class RecordFiles
{
    public const string Stream = "-";

    /// <param name="path">A file, or <c>-</c> for standard input.</param>
    /// <param name="format">Null to go by the content, and by the extension of the file where that does not tell.</param>
    public static IReadOnlyList<GameRecord> Read(string path, RecordFormat? format)
    {
        if (path == Stream)
        {
            using var input = Console.OpenStandardInput();
            return Guarded("standard input", () => GameRecords.Read(input, format));
        }

        if (!File.Exists(path))
        {
            throw CliException.NotFound($"Expected a record of a game, but there is no file {path}.");
        }

        using var file = File.OpenRead(path);
        return Guarded(path, () => GameRecords.Read(file, format, hint: RecordFormats.OfPath(path)));
    }

    /// <param name="text">A file, <c>-</c>, SFEN, or a game as <c>startpos moves 7g7f</c>.</param>
    public static IReadOnlyList<GameRecord> ReadOrParse(string text)
    {
        if (text == Stream || File.Exists(text))
        {
            return Read(text, null);
        }

        // SFEN has slashes and spaces, and so may a path; what has no space can only be a path
        return text.Contains(' ', StringComparison.Ordinal) || text == "startpos"
            ? Guarded($"'{text}'", () => GameRecords.Parse(text, RecordFormat.Usi))
            : throw CliException.NotFound(
                $"Expected SFEN or a record of a game, but '{text}' is neither SFEN nor a file.",
                "Put SFEN in quotes: pawl shogi show \"lnsgkgsnl/1r5b1/ppppppppp/9/9/9/PPPPPPPPP/1B5R1/LNSGKGSNL b - 1\""
            );
    }

    private static IReadOnlyList<GameRecord> Guarded(string origin, Func<IReadOnlyList<GameRecord>> read)
    {
        try
        {
            return read();
        }
        catch (NotationException fault)
        {
            throw new CliException(ExitCode.Usage, $"{origin}: {fault.Message}", inner: fault);
        }
    }
}
