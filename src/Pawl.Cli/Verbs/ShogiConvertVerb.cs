using System.CommandLine;
using Pawl.Cli.Boards;
using Pawl.Cli.CommandLine;
using Pawl.Cli.Faults;
using Pawl.Shogi.Notation;
using Pawl.Shogi.Records;
using Pawl.Shogi.Records.Text;

namespace Pawl.Cli.Verbs;

/// <summary><c>pawl shogi convert</c>: records of games from one notation to another.</summary>
internal static class ShogiConvertVerb
{
    public static Verb Create()
    {
        var input = new Argument<string>("IN") { Description = "A file, or - for standard input; UTF-8, UTF-16 or Shift-JIS" };
        var from = new Option<string?>("--from") { Description = "What IN is in. Default: told by its content" };
        from.AcceptOnlyFromAmong("kif", "ki2", "csa", "usi", "sfen");
        var to = new Option<string?>("--to") { Description = "What to write. Default: as OUT's extension says, else kif" };
        to.AcceptOnlyFromAmong("kif", "csa", "usi", "sfen");
        var output = new Option<string?>("--output", "-o") { Description = "File to write. Default: standard output", HelpName = "OUT" };
        var encoding = new Option<string>("--encoding")
        {
            Description = "utf-8, or shift-jis with the line ends of Windows, for older programs",
            DefaultValueFactory = _ => "utf-8",
        };
        encoding.AcceptOnlyFromAmong("utf-8", "shift-jis");
        var replace = new Option<bool>("--replace") { Description = "Write 〓 for characters that Shift-JIS lacks, instead of failing" };
        var games = new Option<int?>("--games") { Description = "Only the first N games", HelpName = "N" }.Between(1, 1_000_000);
        var verb = new Verb("convert", "Convert records of games between KIF, KI2 (read), CSA, USI and SFEN")
        {
            Examples =
            [
                ("pawl shogi convert game.kif --to csa", "To standard output"),
                ("pawl shogi convert games.csa -o games.usi", "A line for each game, as engines take it"),
                ("pawl shogi convert game.csa -o game.kif --encoding shift-jis", "For a program that reads only that"),
                ("cat game.ki2 | pawl shogi convert - --to sfen", "The last position of each game"),
            ],
        };
        verb.Add(input);
        verb.Add(from);
        verb.Add(to);
        verb.Add(output);
        verb.Add(encoding);
        verb.Add(replace);
        verb.Add(games);
        return verb.Does(
            (invocation, _) =>
            {
                var target = invocation.Value(output);
                var format = FormatOf(invocation.Value(to), target);
                var read = RecordFiles.Read(invocation.Value(input), NamedFormat(invocation.Value(from)));
                var records = read.Take(invocation.Value(games) ?? int.MaxValue).ToList();
                var bytes = Encode(records, format, invocation.Value(encoding), invocation.Value(replace));
                Save(bytes, target);
                SayWhatIsLeftOut(invocation, records, format);
                return Task.FromResult(ExitCode.Ok);
            }
        );
    }

    private static RecordFormat FormatOf(string? named, string? path)
    {
        var format = NamedFormat(named) ?? (path is null ? null : RecordFormats.OfPath(path)) ?? RecordFormat.Kif;
        return format != RecordFormat.Ki2
            ? format
            : throw CliException.Usage("KI2 is read, not written.", "Write KIF, which every program that reads KI2 reads too: --to kif");
    }

    private static RecordFormat? NamedFormat(string? name) => name is null ? null : Enum.Parse<RecordFormat>(name, ignoreCase: true);

    private static byte[] Encode(IReadOnlyList<GameRecord> records, RecordFormat format, string encoding, bool replace)
    {
        try
        {
            return GameRecords.Write(records, format, encoding == "utf-8" ? RecordEncoding.Utf8 : RecordEncoding.ShiftJis, replace);
        }
        catch (NotationException fault)
        {
            throw new CliException(ExitCode.Usage, fault.Message, "Have them replaced with --replace, or write --encoding utf-8", fault);
        }
    }

    private static void Save(byte[] bytes, string? path)
    {
        if (path is not (null or RecordFiles.Stream))
        {
            File.WriteAllBytes(path, bytes);
            return;
        }

        // bytes as they are: the writer of the terminal knows UTF-8 alone
        using var stream = Console.OpenStandardOutput();
        stream.Write(bytes);
    }

    private static void SayWhatIsLeftOut(Invocation invocation, IReadOnlyList<GameRecord> records, RecordFormat format)
    {
        var variations = records.Sum(record => record.Main.CountVariations());
        if (format != RecordFormat.Kif && variations > 0)
        {
            invocation.Say(
                $"{variations} {(variations == 1 ? "variation is" : "variations are")} left out: {format.ToString().ToUpperInvariant()} has no place for them."
            );
        }
    }
}
