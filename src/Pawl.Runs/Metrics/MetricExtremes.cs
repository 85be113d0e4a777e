using System.Runtime.InteropServices;

namespace Pawl.Runs.Metrics;

/// <summary>The lowest and the highest value of a metric and their steps; of equal ones the first reported.</summary>
[StructLayout(LayoutKind.Auto)]
public readonly record struct MetricExtremes(double Minimum, long MinimumStep, double Maximum, long MaximumStep)
{
    internal MetricExtremes With(long step, double value, bool isFirst) =>
        isFirst ? new MetricExtremes(value, step, value, step) : With(new MetricExtremes(value, step, value, step));

    internal MetricExtremes With(MetricExtremes later) =>
        (later.Minimum < Minimum, later.Maximum > Maximum) switch
        {
            (false, false) => this,
            (true, false) => this with { Minimum = later.Minimum, MinimumStep = later.MinimumStep },
            (false, true) => this with { Maximum = later.Maximum, MaximumStep = later.MaximumStep },
            _ => later,
        };
}
