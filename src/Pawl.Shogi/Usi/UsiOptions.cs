using System.Globalization;
using Pawl.Shogi.Games;
using Pawl.Shogi.Search;

namespace Pawl.Shogi.Usi;

/// <summary>The options of <c>setoption</c>, with their values now.</summary>
internal sealed class UsiOptions
{
    private static readonly (string Name, EnteringKingRule Rule)[] Rules =
    [
        ("CSARule27", EnteringKingRule.Points27),
        ("CSARule24", EnteringKingRule.Points24),
        ("NoEnteringKing", EnteringKingRule.None),
    ];

    private readonly Number[] _numbers;
    private readonly Number _hash = new("USI_Hash", 64, 1, 32768);
    private readonly Number _level = new("Level", Search.Level.Most, 1, Search.Level.Most);
    private readonly Number _seed = new("Seed", 0, 0, int.MaxValue);
    private readonly Number _maximumMoves = new("MaximumMoves", 0, 0, 100_000);
    private readonly Number _lines = new("MultiPV", 1, 1, 100);
    private readonly Number _networkDelay = new("NetworkDelay", 120, 0, 10_000);
    private readonly Number _resignValue = new("ResignValue", Score.Mate, 100, Score.Mate);

    public UsiOptions() => _numbers = [_hash, _level, _seed, _maximumMoves, _lines, _networkDelay, _resignValue];

    /// <value>Megabytes of the transposition table.</value>
    public int Hash => _hash.Value;

    public int Level => _level.Value;

    public ulong Seed => (ulong)_seed.Value;

    /// <value>0 for none.</value>
    public int MaximumMoves => _maximumMoves.Value;

    public int Lines => _lines.Value;

    /// <value>Milliseconds kept back of each move.</value>
    public int NetworkDelay => _networkDelay.Value;

    /// <value>Centipawns behind at which to resign; <see cref="Score.Mate"/> for only when mated.</value>
    public int ResignValue => _resignValue.Value;

    public EnteringKingRule EnteringKing { get; private set; } = EnteringKingRule.Points27;

    /// <returns>The lines that tell a GUI what can be set.</returns>
    public IEnumerable<string> Declarations()
    {
        foreach (var number in _numbers)
        {
            yield return $"option name {number.Name} type spin default {number.Default} min {number.Least} max {number.Most}";
            if (number == _hash)
            {
                yield return "option name USI_Ponder type check default true";
            }
        }

        yield return $"option name EnteringKingRule type combo default {Rules[0].Name} {string.Join(' ', Rules.Select(rule => $"var {rule.Name}"))}";
    }

    /// <param name="name">In any case.</param>
    /// <returns>What was expected and what came, or null when the option is set.</returns>
    public string? Set(string name, string value)
    {
        if (Is(name, "USI_Ponder"))
        {
            // whether to ponder is the GUI's to decide by sending "go ponder"
            return value is "true" or "false" ? null : $"option USI_Ponder: expected true or false, got '{value}'";
        }

        if (Is(name, "EnteringKingRule"))
        {
            var index = Array.FindIndex(Rules, rule => Is(rule.Name, value));
            EnteringKing = index < 0 ? EnteringKing : Rules[index].Rule;
            return index >= 0
                ? null
                : $"option EnteringKingRule: expected {string.Join(", ", Rules.Select(rule => rule.Name))}, got '{value}'";
        }

        var number = Array.Find(_numbers, number => Is(number.Name, name));
        if (number is null)
        {
            return $"option '{name}' is not known; left out. Options: {string.Join(", ", _numbers.Select(known => known.Name))}, USI_Ponder, EnteringKingRule";
        }

        var isWhole = int.TryParse(value, NumberStyles.AllowLeadingSign, null, out var whole);
        if (!isWhole || whole < number.Least || whole > number.Most)
        {
            return $"option {number.Name}: expected a whole number in {number.Least}..{number.Most}, got '{value}'; it stays {number.Value}";
        }

        number.Value = whole;
        return null;
    }

    private static bool Is(string name, string other) => string.Equals(name, other, StringComparison.OrdinalIgnoreCase);

    private sealed class Number(string name, int start, int least, int most)
    {
        public string Name { get; } = name;

        public int Default { get; } = start;

        public int Least { get; } = least;

        public int Most { get; } = most;

        public int Value { get; set; } = start;
    }
}
