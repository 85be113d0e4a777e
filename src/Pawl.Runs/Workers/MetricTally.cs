using System.Runtime.InteropServices;
using Pawl.Runs.Model;
using Pawl.Runs.Store;

namespace Pawl.Runs.Workers;

/// <summary>
/// Keeps count of where each metric of one run stands, so that however many values come, the database gets one row per name, seldom. Not
/// safe for several threads.
/// </summary>
internal sealed class MetricTally
{
    /// <value>Names kept, the first that came. 500: each is a row of its own to write, every second; the journal has all of them.</value>
    public const int MostNames = 500;

    private readonly Dictionary<string, Standing> _standings = new(StringComparer.Ordinal);
    private readonly HashSet<string> _changed = new(StringComparer.Ordinal);
    private bool _isWhole;

    public bool HasNews => _isWhole || _changed.Count > 0;

    public void Add(string name, long step, double value)
    {
        if (_standings.Count == MostNames && !_standings.ContainsKey(name))
        {
            return;
        }

        ref var standing = ref CollectionsMarshal.GetValueRefOrAddDefault(_standings, name, out var isKnown);
        standing = isKnown
            ? new Standing(
                Math.Max(step, standing.Step),
                step >= standing.Step ? value : standing.Value,
                Math.Min(value, standing.Minimum),
                Math.Max(value, standing.Maximum)
            )
            : new Standing(step, value, value, value);
        _changed.Add(name);
    }

    /// <summary>Forgets all: what is added from here on is all there is, and replaces what stands in the database.</summary>
    public void StartOver()
    {
        _standings.Clear();
        _changed.Clear();
        _isWhole = true;
    }

    /// <summary>What changed since it was last taken.</summary>
    public MetricChanges Take()
    {
        if (!HasNews)
        {
            return MetricChanges.None;
        }

        var changes = new MetricChanges(
            [
                .. _changed.Select(name =>
                {
                    var standing = _standings[name];
                    return new LatestMetric(name, standing.Step, standing.Value, standing.Minimum, standing.Maximum);
                }),
            ],
            _isWhole
        );
        _changed.Clear();
        _isWhole = false;
        return changes;
    }

    [StructLayout(LayoutKind.Auto)]
    private readonly record struct Standing(long Step, double Value, double Minimum, double Maximum);
}
