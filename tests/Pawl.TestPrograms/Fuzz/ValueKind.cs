namespace Pawl.TestPrograms.Fuzz;

/// <summary>What numbers the tensors of a case hold.</summary>
internal enum ValueKind
{
    /// <summary>Of size 1.</summary>
    Ordinary,

    /// <summary>Ordinary ones of one random size between 2⁻²⁰ and 2²⁰ a tensor.</summary>
    Scaled,

    /// <summary>Zeros of both signs and a few ordinary numbers.</summary>
    Zeros,

    /// <summary>Some are subnormal.</summary>
    Subnormal,

    /// <summary>Some are near the largest float, so that sums and products overflow.</summary>
    Huge,

    /// <summary>Some are NaN, of any sign and payload.</summary>
    NotANumber,

    /// <summary>Some are infinite.</summary>
    Infinite,

    /// <summary>Any bits at all.</summary>
    AnyBits,
}
