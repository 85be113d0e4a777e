using Pawl.Tensors.Random;
using Pawl.Tensors.Threads;

namespace Pawl.TestPrograms.Numerics;

/// <summary>A fixed piece of numeric work, the same numbers in on every machine.</summary>
internal interface INumericWork
{
    string Name { get; }

    void Run(ComputeThreads threads, Philox4x32 random, Results results);
}
