using System.Runtime.CompilerServices;

namespace Pawl.Runs.Metrics;

/// <summary>
/// Cuts a series into no more stretches than asked for, equally wide on the axis, and keeps the lowest and the highest value of each: no peak is
/// lost, however far one looks from. Stretches without a value are left out. One pass over the values.
/// </summary>
public static class MetricReduction
{
    /// <exception cref="ArgumentOutOfRangeException">The points or the smoothing are outside their range.</exception>
    public static MetricBuckets Reduce(this MetricSeries series, MetricRange range)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(range.Points, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(range.Points, MetricRange.MostPoints);
        var ordered = range.Axis == MetricAxis.Time ? series.InTimeOrder() : series;
        var places = (range.Axis == MetricAxis.Time ? ordered.Times : ordered.Steps).Span;
        var first = places.FirstFrom(range.From);
        var end = range.To == long.MaxValue ? places.Length : places.FirstFrom(range.To + 1);
        end = Math.Max(first, end);
        var before = range.HasNeighbours && first > 0;
        var after = range.HasNeighbours && end < places.Length;
        var pass = new Pass(
            ordered,
            range,
            places,
            new MetricBuckets(Math.Min(range.Points, end - first) + (before ? 1 : 0) + (after ? 1 : 0))
        );
        pass.Smooth(0, before ? first - 1 : first);
        if (before)
        {
            pass.Stretch(first - 1, first);
        }

        pass.Stretches(first, end);
        if (after)
        {
            pass.Stretch(end, end + 1);
        }

        return pass.Buckets;
    }

    private ref struct Pass(MetricSeries series, MetricRange range, ReadOnlySpan<long> places, MetricBuckets buckets)
    {
        private readonly ReadOnlySpan<long> _places = places;
        private readonly ReadOnlySpan<double> _values = series.Values.Span;
        private readonly bool _isSmoothed = range.Smoothing != 0;
        private MetricSmoothing _average = new(range.Smoothing);

        public readonly MetricBuckets Buckets => buckets;

        /// <summary>Takes values into the average that lie before the range.</summary>
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public void Smooth(int from, int to)
        {
            if (_isSmoothed)
            {
                foreach (var value in _values[from..to])
                {
                    _average.Add(value);
                }
            }
        }

        public void Stretches(int first, int end)
        {
            if (end - first <= range.Points)
            {
                for (var i = first; i < end; i++)
                {
                    Stretch(i, i + 1);
                }

                return;
            }

            var (low, high) = (_places[first], _places[end - 1]);
            var width = (UInt128)(high - (Int128)low) + 1;
            for (int at = first, number = 1; at < end; number++)
            {
                var stop = number >= range.Points ? end : at;
                var edge = low + (long)(width * (UInt128)number / (UInt128)range.Points);
                while (stop < end && _places[stop] < edge)
                {
                    stop++;
                }

                if (stop > at)
                {
                    Stretch(at, stop);
                    at = stop;
                }
            }
        }

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public void Stretch(int from, int to)
        {
            var (minimum, maximum, sum, notPositive) = (double.PositiveInfinity, double.NegativeInfinity, 0.0, 0);
            foreach (var value in _values[from..to])
            {
                minimum = value < minimum ? value : minimum;
                maximum = value > maximum ? value : maximum;
                sum += value;
                notPositive += value <= 0 ? 1 : 0;
            }

            Smooth(from, to);
            var last = _values[to - 1];
            // Rounding and overflow of the sum must not put the mean outside of what it is the mean of.
            var mean = double.IsFinite(sum) ? Math.Clamp(sum / (to - from), minimum, maximum) : minimum / 2 + maximum / 2;
            var smoothed = _isSmoothed ? _average.Value : last;
            buckets.Add(
                series.Steps.Span[to - 1],
                series.Times.Span[to - 1],
                to - from,
                notPositive,
                (minimum, maximum, mean, last, smoothed)
            );
        }
    }
}
