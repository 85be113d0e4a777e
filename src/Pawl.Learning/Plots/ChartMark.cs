namespace Pawl.Learning.Plots;

/// <summary>A place on the x axis where something happened: a dashed line with a word at its top.</summary>
public sealed record ChartMark(double X, string Label);
