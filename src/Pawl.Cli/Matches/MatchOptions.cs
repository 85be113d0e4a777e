using System.CommandLine;
using System.Globalization;
using Pawl.Cli.CommandLine;
using Pawl.Cli.Faults;
using Pawl.Shogi.Engines;
using Pawl.Shogi.Games;
using Pawl.Shogi.Matches;
using Pawl.Shogi.Notation;

namespace Pawl.Cli.Matches;

/// <summary>The options of a match, and how they make its settings.</summary>
internal sealed class MatchOptions
{
    private const int MostGames = 1_000_000;
    private const string DefaultClock = "10+0.1";

    private readonly Option<int> _games = new Option<int>("--games")
    {
        Description = "Games to play; each two share an opening with colours swapped",
        HelpName = "N",
        DefaultValueFactory = _ => 100,
    }.Between(1, MostGames);

    private readonly Option<string?> _time = new("--time")
    {
        Description = $"A clock: seconds or m:ss, and what is added after each move. Default, without any other limit: {DefaultClock}",
        HelpName = "BASE[+INCREMENT]",
    };

    private readonly Option<double?> _byoyomi = Positive(
        "--byoyomi",
        "Seconds for each move once the clock shows zero; alone, for every move",
        "SECONDS"
    );

    private readonly Option<int?> _moveTime = new Option<int?>("--movetime")
    {
        Description = "Time for each move, in milliseconds",
        HelpName = "MS",
    }.Between(1, 86_400_000);

    private readonly Option<long?> _nodes = new Option<long?>("--nodes")
    {
        Description = "Positions to look at for each move: the games are then the same on every machine",
        HelpName = "N",
    }.Between(1, long.MaxValue);

    private readonly Option<int?> _depth = new Option<int?>("--depth")
    {
        Description = "Plies to look ahead for each move",
        HelpName = "N",
    }.Between(1, 127);

    private readonly Option<int> _margin = new Option<int>("--margin")
    {
        Description = "How much later than the clock allows a move may come, in milliseconds",
        HelpName = "MS",
        DefaultValueFactory = _ => (int)TimeControl.DefaultMargin.TotalMilliseconds,
    }.Between(0, 60_000);

    private readonly Option<string> _openings = new("--openings")
    {
        Description = "A file of openings, one a line as 'startpos moves 7g7f 3c3d' or an SFEN; or builtin",
        HelpName = "FILE",
        DefaultValueFactory = _ => Openings.BuiltInName,
    };

    private readonly Option<int?> _openingPlies = new Option<int?>("--opening-plies")
    {
        Description =
            $"Random quiet moves after each opening. Default: {Openings.BuiltInPlies} after those built in, none after those of a file",
        HelpName = "N",
    }.Between(0, 40);

    private readonly Option<long> _seed = new Option<long>("--seed")
    {
        Description = "Draws those random moves",
        HelpName = "N",
        DefaultValueFactory = _ => 1,
    }.Between(0, long.MaxValue);

    private readonly Option<int> _concurrency = new Option<int>("--concurrency")
    {
        Description = "Games at the same time; each needs a core for every engine that ponders, else one",
        HelpName = "N",
        DefaultValueFactory = _ => 1,
    }.Between(1, 1024);

    private readonly Option<int> _maximumMoves = new Option<int>("--maximum-moves")
    {
        Description = "Plies after which a game is drawn; 0 for no end",
        HelpName = "N",
        DefaultValueFactory = _ => 512,
    }.Between(0, 1_000_000);

    private readonly Option<string> _rule = new("--rule")
    {
        Description = "The points a declaration with an entered king needs: 27, 24, or none to forbid it",
        HelpName = "RULE",
        DefaultValueFactory = _ => "27",
    };

    private readonly Option<string?> _resign = new("--resign")
    {
        Description = "Ends a game for an engine whose last MOVES scores were all at or below -SCORE centipawns",
        HelpName = "SCORE,MOVES",
    };

    private readonly Option<string?> _draw = new("--draw")
    {
        Description = "Ends a game after ply PLIES when the last MOVES scores of both were within SCORE centipawns of 0",
        HelpName = "SCORE,MOVES,PLIES",
    };

    private readonly Option<string[]> _optionsOfA = Setting("--option-a", "A");
    private readonly Option<string[]> _optionsOfB = Setting("--option-b", "B");
    private readonly Option<string?> _folderOfA = Folder("--folder-a", "A");
    private readonly Option<string?> _folderOfB = Folder("--folder-b", "B");

    private readonly Option<bool> _ponder = new("--ponder") { Description = "Let engines think in their opponent's time" };

    private readonly Option<bool> _restart = new("--restart")
    {
        Description = "Start both engines anew for each game: with --nodes, no game then depends on those before it",
    };

    private readonly Option<double[]> _sprt = new("--sprt")
    {
        Description = "Stop as soon as it is clear whether A is stronger by ELO1 or only by ELO0 (Elo, as 0 5)",
        HelpName = "ELO0 ELO1",
        Arity = new ArgumentArity(2, 2),
        AllowMultipleArgumentsPerToken = true,
    };

    private readonly Option<double> _alpha = Error("--alpha", "The chance that the test finds ELO1 where ELO0 is true");
    private readonly Option<double> _beta = Error("--beta", "The chance that the test finds ELO0 where ELO1 is true");

    private readonly Option<string?> _records = new("--records")
    {
        Description = "A folder for the match: settings, and each game as it ends",
        HelpName = "FOLDER",
    };

    private readonly Option<string> _format = new("--format")
    {
        Description = "How games are written there",
        HelpName = "FORMAT",
        DefaultValueFactory = _ => GameWriting.Formats[0],
    };

    private readonly Option<bool> _resume = new("--resume")
    {
        Description = "Go on with the match in that folder: the games that are missing",
    };

    public MatchOptions()
    {
        _rule.AcceptOnlyFromAmong("27", "24", "none");
        _format.AcceptOnlyFromAmong([.. GameWriting.Formats]);
    }

    public void AddTo(Verb verb)
    {
        Option[] all =
        [
            _games,
            _time,
            _byoyomi,
            _moveTime,
            _nodes,
            _depth,
            _margin,
            _openings,
            _openingPlies,
            _seed,
            _concurrency,
            _maximumMoves,
            _rule,
            _resign,
            _draw,
            _optionsOfA,
            _optionsOfB,
            _folderOfA,
            _folderOfB,
            _ponder,
            _restart,
            _sprt,
            _alpha,
            _beta,
            _records,
            _format,
            _resume,
        ];
        foreach (var option in all)
        {
            verb.Add(option);
        }
    }

    /// <exception cref="CliException">An option, an engine or the file of openings cannot be read.</exception>
    public MatchOrder Read(Invocation invocation, Argument<string> a, Argument<string> b)
    {
        var settings = new MatchSettings
        {
            A = Engine(invocation, a, _optionsOfA, _folderOfA),
            B = Engine(invocation, b, _optionsOfB, _folderOfB),
            Games = invocation.Value(_games),
            TimeControl = Time(invocation),
            Openings = OpeningsOf(invocation),
            OpeningPlies =
                invocation.Value(_openingPlies) ?? (invocation.Value(_openings) == Openings.BuiltInName ? Openings.BuiltInPlies : 0),
            Seed = (ulong)invocation.Value(_seed),
            Rules = new GameRules
            {
                MaximumMoves = invocation.Value(_maximumMoves),
                EnteringKing = invocation.Value(_rule) switch
                {
                    "24" => EnteringKingRule.Points24,
                    "none" => EnteringKingRule.None,
                    _ => EnteringKingRule.Points27,
                },
            },
            Adjudication = Adjudication(invocation),
            Ponder = invocation.Value(_ponder),
            Restart = invocation.Value(_restart),
            Sprt = Sprt(invocation),
            Concurrency = invocation.Value(_concurrency),
        };
        if (settings.TimeControl.Nodes is not null && (settings.A is EngineSpec.Gnu || settings.B is EngineSpec.Gnu))
        {
            throw CliException.Usage("GNU Shogi cannot think for a number of nodes.", "Give both engines a time instead: --movetime 1000");
        }

        var resume = invocation.Value(_resume);
        var records = invocation.Value(_records);
        if (resume && records is null)
        {
            throw CliException.Usage("--resume: expected the folder of the match to go on with.", "Name it by --records FOLDER");
        }

        return new MatchOrder(settings, records, invocation.Value(_format), resume);
    }

    private static EngineSpec Engine(Invocation invocation, Argument<string> name, Option<string[]> options, Option<string?> folder)
    {
        try
        {
            var spec = EngineSpec.Parse(invocation.Value(name)) with
            {
                Options = [.. (invocation.Value(options) ?? []).Select(EngineSpec.ParseOption)],
            };
            return spec is EngineSpec.Usi usi ? usi with { Command = usi.Command with { WorkingFolder = invocation.Value(folder) } } : spec;
        }
        catch (FormatException error)
        {
            throw CliException.Usage($"{name.Name}: {error.Message}");
        }
    }

    private TimeControl Time(Invocation invocation)
    {
        var (clock, byoyomi, moveTime) = (invocation.Value(_time), invocation.Value(_byoyomi), invocation.Value(_moveTime));
        var (nodes, depth) = (invocation.Value(_nodes), invocation.Value(_depth));
        var (@base, increment) = (default(TimeSpan?), TimeSpan.Zero);
        if (clock is null && byoyomi is null && moveTime is null && nodes is null && depth is null)
        {
            clock = DefaultClock;
        }

        if (clock is not null && moveTime is not null)
        {
            throw CliException.Usage("--movetime: expected no clock beside it, got --time too.");
        }

        if (clock is not null)
        {
            if (!TimeControl.TryParseClock(clock, out var first, out increment) || first + increment <= TimeSpan.Zero)
            {
                throw CliException.Usage($"--time: expected a time and an increment as 60+0.5 or 5:00+3, got '{clock}'.");
            }

            @base = first;
        }

        return new TimeControl
        {
            Base = @base ?? (byoyomi is null ? null : TimeSpan.Zero),
            Increment = increment,
            Byoyomi = TimeSpan.FromSeconds(byoyomi ?? 0),
            MoveTime = moveTime is { } time ? TimeSpan.FromMilliseconds(time) : null,
            Nodes = nodes,
            Depth = depth,
            Margin = TimeSpan.FromMilliseconds(invocation.Value(_margin)),
        };
    }

    private IReadOnlyList<Opening> OpeningsOf(Invocation invocation)
    {
        var file = invocation.Value(_openings);
        if (file == Openings.BuiltInName)
        {
            return Openings.BuiltIn;
        }

        if (!File.Exists(file))
        {
            throw CliException.NotFound($"--openings: expected a file or '{Openings.BuiltInName}', found no '{file}'.");
        }

        try
        {
            using var reader = File.OpenText(file);
            return Openings.Read(reader);
        }
        catch (NotationException error)
        {
            throw CliException.Usage($"{file}: {error.Message}");
        }
    }

    private Adjudication Adjudication(Invocation invocation)
    {
        var rule = new Adjudication();
        if (invocation.Value(_resign) is { } resign)
        {
            var numbers = Numbers("--resign", resign, "SCORE,MOVES as 2000,4", 2);
            rule = rule with { ResignScore = numbers[0], ResignMoves = numbers[1] };
        }

        if (invocation.Value(_draw) is { } draw)
        {
            var numbers = Numbers("--draw", draw, "SCORE,MOVES,PLIES as 20,10,160", 3);
            rule = rule with { DrawScore = numbers[0], DrawMoves = numbers[1], DrawAfter = numbers[2] };
        }

        return rule;
    }

    private static int[] Numbers(string option, string text, string expected, int count)
    {
        var parts = text.Split(',');
        var numbers = parts
            .Select(part => int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : -1)
            .ToArray();
        return numbers.Length == count && numbers.All(number => number >= 0) && numbers[1] > 0
            ? numbers
            : throw CliException.Usage($"{option}: expected {expected}, got '{text}'.");
    }

    private SprtBounds? Sprt(Invocation invocation)
    {
        if (invocation.Value(_sprt) is not [var elo0, var elo1])
        {
            return null;
        }

        return elo0 < elo1 && Math.Abs(elo0) <= 1000 && Math.Abs(elo1) <= 1000
            ? new SprtBounds(elo0, elo1, invocation.Value(_alpha), invocation.Value(_beta))
            : throw CliException.Usage($"--sprt: expected two strengths in -1000..1000, the lower first, got {elo0} {elo1}.");
    }

    private static Option<double?> Positive(string name, string description, string helpName)
    {
        var option = new Option<double?>(name) { Description = description, HelpName = helpName };
        option.Validators.Add(result =>
        {
            foreach (var token in result.Tokens)
            {
                var isNumber = double.TryParse(token.Value, NumberStyles.Float, CultureInfo.InvariantCulture, out var value);
                if (!isNumber || !(value > 0) || value > 86_400)
                {
                    result.AddError($"{name}: expected seconds above 0, at most a day, got '{token.Value}'.");
                }
            }
        });
        return option;
    }

    private static Option<string[]> Setting(string name, string player) =>
        new(name) { Description = $"Sets an option of {player}; may be given several times", HelpName = "NAME=VALUE" };

    private static Option<string?> Folder(string name, string player) =>
        new(name) { Description = $"Where {player} is started. Default: here", HelpName = "PATH" };

    private static Option<double> Error(string name, string description) =>
        new Option<double>(name)
        {
            Description = description,
            DefaultValueFactory = _ => SprtBounds.DefaultError,
            HelpName = "CHANCE",
        }.Between(0, 0.5, open: true);
}
