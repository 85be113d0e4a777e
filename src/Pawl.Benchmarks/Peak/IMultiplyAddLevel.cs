namespace Pawl.Benchmarks.Peak;

/// <summary>Multiply-adds on one kind of register.</summary>
internal interface IMultiplyAddLevel<TRegister>
    where TRegister : struct
{
    static abstract TRegister Create(float value);

    /// <summary>a · x + y.</summary>
    static abstract TRegister MultiplyAdd(TRegister a, TRegister x, TRegister y);

    static abstract float Sum(TRegister a, TRegister b);
}
