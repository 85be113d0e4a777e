using System.Globalization;
using System.Text;
using Pawl.Shogi.Games;
using Pawl.Shogi.Search;

namespace Pawl.Shogi.Engines;

/// <summary>
/// Names a player: <c>level:1</c> to <c>level:10</c>, also with a seed as <c>level:3@7</c>, for the engine of this library at a fixed strength, <c>pawl</c> for its
/// full strength, <c>gnushogi</c> or <c>gnushogi:PATH</c>, or else the command line of a program that speaks USI, whose words may stand in quotes.
/// </summary>
public abstract record EngineSpec
{
    private const string GnuShogi = "gnushogi";
    private const string Own = "pawl";
    private const string LevelPrefix = "level:";

    /// <value>The ways to name an engine, for messages.</value>
    public const string Ways = "level:1 to level:10, pawl, gnushogi, or the command line of a USI program";

    /// <value>What the person wrote.</value>
    public required string Text { get; init; }

    /// <value>Set in the engine before it plays, by name, in this order.</value>
    public IReadOnlyList<KeyValuePair<string, string>> Options { get; init; } = [];

    /// <exception cref="FormatException">It names no player; the message says what was expected.</exception>
    public static EngineSpec Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var trimmed = text.Trim();
        if (trimmed.Length == 0)
        {
            throw new FormatException($"expected an engine ({Ways}), got nothing");
        }

        if (trimmed == GnuShogi || trimmed.StartsWith(GnuShogi + ":", StringComparison.Ordinal))
        {
            var path = trimmed == GnuShogi ? GnuShogi : trimmed[(GnuShogi.Length + 1)..];
            return path.Length > 0
                ? new Gnu(path) { Text = trimmed }
                : throw new FormatException($"expected a path after '{GnuShogi}:', as gnushogi:/usr/games/gnushogi");
        }

        if (trimmed == Own)
        {
            return new Internal(null, 0) { Text = trimmed };
        }

        if (trimmed.StartsWith(LevelPrefix, StringComparison.Ordinal))
        {
            return AtLevel(trimmed);
        }

        var words = Words(trimmed);
        return new Usi(new EngineCommand(words[0], words[1..])) { Text = trimmed };
    }

    /// <param name="text"><c>name=value</c>, or a name alone for a button.</param>
    /// <exception cref="FormatException">There is no name.</exception>
    public static KeyValuePair<string, string> ParseOption(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var end = text.IndexOf('=', StringComparison.Ordinal);
        var name = (end < 0 ? text : text[..end]).Trim();
        return name.Length > 0
            ? new KeyValuePair<string, string>(name, end < 0 ? "" : text[(end + 1)..].Trim())
            : throw new FormatException($"expected an option as name=value, got '{text}'");
    }

    /// <summary>Starts it.</summary>
    /// <exception cref="EngineFaultException">It does not start.</exception>
    public abstract Task<IEngine> StartAsync(EngineTimeouts timeouts, TimeProvider time, CancellationToken cancellation);

    private static Internal AtLevel(string text)
    {
        var parts = text[LevelPrefix.Length..].Split('@');
        var seed = 0UL;
        var isSpec =
            parts.Length <= 2
            && int.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var level)
            && level is >= 1 and <= Level.Most
            && (parts.Length == 1 || ulong.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out seed));
        return isSpec
            ? new Internal(int.Parse(parts[0], CultureInfo.InvariantCulture), seed) { Text = text }
            : throw new FormatException($"expected a level as level:1 to level:{Level.Most} or with a seed as level:3@7, got '{text}'");
    }

    private static List<string> Words(string text)
    {
        var words = new List<string>();
        var word = new StringBuilder();
        var (quote, isWord) = ('\0', false);
        foreach (var character in text)
        {
            if (quote != '\0')
            {
                quote = character == quote ? '\0' : quote;
                word.Append(quote == '\0' ? "" : character.ToString(CultureInfo.InvariantCulture));
            }
            else if (character is '"' or '\'')
            {
                (quote, isWord) = (character, true);
            }
            else if (!char.IsWhiteSpace(character))
            {
                word.Append(character);
                isWord = true;
            }
            else if (isWord)
            {
                words.Add(word.ToString());
                word.Clear();
                isWord = false;
            }
        }

        if (quote != '\0')
        {
            throw new FormatException($"expected a closing {quote} in the command line, got '{text}'");
        }

        if (isWord)
        {
            words.Add(word.ToString());
        }

        return words;
    }

    /// <summary>A program that speaks USI.</summary>
    public sealed record Usi(EngineCommand Command) : EngineSpec
    {
        public override async Task<IEngine> StartAsync(EngineTimeouts timeouts, TimeProvider time, CancellationToken cancellation) =>
            await UsiClient.StartAsync(Command, Options, timeouts, time, cancellation);
    }

    /// <summary>The engine of this library.</summary>
    /// <param name="Level">1 to 10, or null for full strength.</param>
    public sealed record Internal(int? Level, ulong Seed) : EngineSpec
    {
        /// <returns>The same, told the rules; what its options say of them comes later and counts.</returns>
        internal Internal With(GameRules rules)
        {
            var rule = rules.EnteringKing switch
            {
                EnteringKingRule.Points24 => "CSARule24",
                EnteringKingRule.None => "NoEnteringKing",
                _ => "CSARule27",
            };
            return this with
            {
                Options = [new("EnteringKingRule", rule), new("MaximumMoves", $"{Math.Min(rules.MaximumMoves, 100_000)}"), .. Options],
            };
        }

        public override Task<IEngine> StartAsync(EngineTimeouts timeouts, TimeProvider time, CancellationToken cancellation) =>
            Task.FromResult<IEngine>(new OwnEngine(Level, Seed, Options, time));
    }

    /// <summary>GNU Shogi.</summary>
    public sealed record Gnu(string Program) : EngineSpec
    {
        public override async Task<IEngine> StartAsync(EngineTimeouts timeouts, TimeProvider time, CancellationToken cancellation) =>
            await GnuShogiEngine.StartAsync(Program, Options, timeouts, time, cancellation);
    }
}
