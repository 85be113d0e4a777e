using System.Text;

namespace Pawl.Runs.Metrics;

/// <summary>Columns by name, in the order in which their names first came. Not safe for several threads.</summary>
internal sealed class MetricTable
{
    private readonly List<MetricColumn> _columns = [];
    private readonly Dictionary<string, int> _indexes = new(StringComparer.Ordinal);

    // Frames report the same names over and over in the same order: the column after the last one is nearly always the next one.
    private readonly List<byte[]> _names = [];
    private readonly List<int> _next = [];
    private int _last = -1;

    public IReadOnlyList<MetricColumn> Columns => _columns;

    /// <param name="name">UTF-8, as it is between the quotes of a JSON text without escapes.</param>
    public MetricColumn Column(ReadOnlySpan<byte> name)
    {
        var guess = _last < 0 ? -1 : _next[_last];
        if (guess < 0 || !name.SequenceEqual(_names[guess]))
        {
            guess = IndexOf(Encoding.UTF8.GetString(name));
            if (_last >= 0)
            {
                _next[_last] = guess;
            }
        }

        _last = guess;
        return _columns[guess];
    }

    public MetricColumn Column(string name) => _columns[IndexOf(name)];

    private int IndexOf(string name)
    {
        if (!_indexes.TryGetValue(name, out var index))
        {
            index = _columns.Count;
            _indexes.Add(name, index);
            _columns.Add(new MetricColumn(name));
            _names.Add(Encoding.UTF8.GetBytes(name));
            _next.Add(-1);
        }

        return index;
    }
}
