namespace Pawl.Cli.Progress;

/// <summary>Reads what was appended to a journal since the last call, from a place that only moves on.</summary>
/// <param name="read">The records of the journal from an offset on, each with the offset behind it.</param>
internal sealed class JournalTail<T>(Func<long, IEnumerable<(T Record, long End)>> read, long offset = 0)
{
    private long _offset = offset;

    public IReadOnlyList<T> ReadOn()
    {
        var records = new List<T>();
        foreach (var (record, end) in read(_offset))
        {
            records.Add(record);
            _offset = end;
        }

        return records;
    }

    public void StartOver() => _offset = 0;
}
