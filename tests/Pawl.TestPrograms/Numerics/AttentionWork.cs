using Pawl.Tensors;
using Pawl.Tensors.Autograd;
using Pawl.Tensors.Random;
using Pawl.Tensors.Threads;

namespace Pawl.TestPrograms.Numerics;

/// <summary>Causal attention with and without dropout, and over kept keys and values.</summary>
internal sealed class AttentionWork : INumericWork
{
    public string Name => "attention";

    public void Run(ComputeThreads threads, Philox4x32 random, Results results)
    {
        var work = new Recording(threads, random, results);
        foreach (var (length, heads, head) in new[] { (1, 1, 1), (7, 3, 5), (48, 2, 16), (101, 2, 33), (128, 4, 32) })
        {
            foreach (var dropout in new[] { 0f, 0.2f })
            {
                work.Do(
                    $"attention.{length}.{heads}.{head}.{dropout}",
                    [new(2 * length, 3 * heads * head)],
                    (tape, x) => tape.CausalAttention(x[0], length, heads, dropout, new DropoutKey(8, 9), 1)
                );
            }
        }

        using var tape = new Tape(threads) { IsRecording = false };
        var cache = new Tensor(new TensorShape(2, 3, 2 * 70, 33));
        var rows = new Tensor(new TensorShape(4, 3 * 99));
        random.FillNormal(cache.Values, 1);
        random.FillNormal(rows.Values, 1);
        CachePlace[] places = [new(0, 61), new(1, 3), new(1, 69), new(0, 62)];
        tape.KeepKeysAndValues(rows, cache, places);
        results.Add("kept", tape.AttentionOverKept(rows, cache, places).Values);
    }
}
