namespace Pawl.Cli.Progress;

/// <summary>
/// The course of one metric over a run of any length in a fixed number of points: when full, neighbours are averaged and each later
/// point stands for twice as many values.
/// </summary>
/// <param name="capacity">Even; most points held at once.</param>
internal sealed class History(int capacity = 512)
{
    private readonly double[] _points = new double[capacity];
    private int _count;
    private long _stride = 1;
    private double _pendingSum;
    private long _pending;

    public ReadOnlySpan<double> Points => _points.AsSpan(0, _count);

    public void Add(double value)
    {
        _pendingSum += value;
        if (++_pending < _stride)
        {
            return;
        }

        if (_count == capacity)
        {
            Halve();
            // The value just finished is half of a point at the new stride; it waits for its neighbour.
            return;
        }

        _points[_count++] = _pendingSum / _pending;
        _pendingSum = 0;
        _pending = 0;
    }

    private void Halve()
    {
        for (var i = 0; i < capacity / 2; i++)
        {
            _points[i] = (_points[2 * i] + _points[(2 * i) + 1]) / 2;
        }

        _count = capacity / 2;
        _stride *= 2;
    }
}
