namespace Pawl.Cli.Doctor;

internal enum Verdict
{
    Ok,

    /// <summary>An optional program that is not installed.</summary>
    Absent,

    /// <summary>Works, but slower or less safely than it could.</summary>
    Doubtful,

    /// <summary>Pawl cannot work like this.</summary>
    Wrong,
}

/// <summary>One thing the doctor looked at.</summary>
/// <param name="Subject">A short stable name: <c>simd</c>, <c>data root</c>, <c>python3</c>.</param>
/// <param name="Found">What is there.</param>
/// <param name="Advice">What to do about it, or what it would be good for.</param>
internal sealed record Finding(string Subject, Verdict Verdict, string Found, string? Advice = null);
