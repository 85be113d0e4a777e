namespace Pawl.Runs.Metrics;

/// <summary>
/// The values of one metric as they are read: grows at its end. What <see cref="Series"/> handed out stays as it was: places once filled are never
/// written again, and sorting and thinning make new arrays. One thread writes at a time.
/// </summary>
internal sealed class MetricColumn(string name)
{
    /// <summary>Of a value: its step, its time, itself.</summary>
    public const int BytesPerPoint = 24;

    private long[] _steps = [];
    private long[] _times = [];
    private double[] _values = [];
    private long _reported;
    private bool _isInTimeOrder = true;
    private bool _isInStepOrder = true;
    private MetricExtremes _extremes;

    public string Name => name;

    public int Count { get; private set; }

    public long Bytes => (long)_steps.Length * BytesPerPoint;

    /// <param name="time">Unix milliseconds.</param>
    public void Add(long step, long time, double value)
    {
        if (Count == _steps.Length)
        {
            Resize(Math.Max(16, Count + Count / 2));
        }

        if (Count > 0)
        {
            _isInStepOrder &= step >= _steps[Count - 1];
            _isInTimeOrder &= time >= _times[Count - 1];
        }

        (_steps[Count], _times[Count], _values[Count]) = (step, time, value);
        Count++;
        _extremes = _extremes.With(step, value, isFirst: _reported == 0);
        _reported++;
    }

    public void Append(MetricColumn more)
    {
        if (more.Count == 0)
        {
            return;
        }

        if (Count + more.Count > _steps.Length)
        {
            Resize(Math.Max(Count + more.Count, Count + Count / 2));
        }

        if (Count > 0)
        {
            _isInStepOrder &= more._isInStepOrder && more._steps[0] >= _steps[Count - 1];
            _isInTimeOrder &= more._isInTimeOrder && more._times[0] >= _times[Count - 1];
        }
        else
        {
            (_isInStepOrder, _isInTimeOrder) = (more._isInStepOrder, more._isInTimeOrder);
        }

        more._steps.AsSpan(0, more.Count).CopyTo(_steps.AsSpan(Count));
        more._times.AsSpan(0, more.Count).CopyTo(_times.AsSpan(Count));
        more._values.AsSpan(0, more.Count).CopyTo(_values.AsSpan(Count));
        _extremes = _reported == 0 ? more._extremes : _extremes.With(more._extremes);
        Count += more.Count;
        _reported += more._reported;
    }

    /// <summary>Of each four neighbours keeps the lowest and the highest, in their order; the first and the last values stay.</summary>
    public void Thin()
    {
        var (steps, times, values, kept) = (new long[Count], new long[Count], new double[Count], 0);
        void Keep(int i) => (steps[kept], times[kept], values[kept++]) = (_steps[i], _times[i], _values[i]);
        Keep(0);
        var at = 1;
        for (; at + 4 < Count; at += 4)
        {
            var (low, high) = (at, at);
            for (var i = at + 1; i < at + 4; i++)
            {
                low = _values[i] < _values[low] ? i : low;
                high = _values[i] >= _values[high] ? i : high;
            }

            Keep(Math.Min(low, high));
            Keep(Math.Max(low, high));
        }

        for (; at < Count; at++)
        {
            Keep(at);
        }

        (_steps, _times, _values, Count) = (steps, times, values, kept);
        Resize(kept);
    }

    /// <summary>Gives back what it reserved for more, and puts the values in the order of their steps; those of one step stay as they came.</summary>
    public void Settle(bool isTrimmed)
    {
        if (!_isInStepOrder)
        {
            int[] order = [.. Enumerable.Range(0, Count).OrderBy(i => _steps[i])];
            (_steps, _times, _values) = (
                Array.ConvertAll(order, i => _steps[i]),
                Array.ConvertAll(order, i => _times[i]),
                Array.ConvertAll(order, i => _values[i])
            );
            _isInStepOrder = true;
            _isInTimeOrder = _times.AsSpan().IsInOrder();
        }
        else if (isTrimmed && _steps.Length > Count + Count / 16 + 16)
        {
            Resize(Count);
        }
    }

    public MetricSeries Series() =>
        new(name, _steps.AsMemory(0, Count), _times.AsMemory(0, Count), _values.AsMemory(0, Count), _reported, _extremes, _isInTimeOrder);

    private void Resize(int capacity)
    {
        Array.Resize(ref _steps, capacity);
        Array.Resize(ref _times, capacity);
        Array.Resize(ref _values, capacity);
    }
}
