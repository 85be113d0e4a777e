using Pawl.Tensors.Autograd;
using Pawl.Tensors.Random;
using Pawl.Tensors.Threads;

namespace Pawl.Tensors.Tests.Autograd;

public sealed unsafe class TapeMemoryTests
{
    [Fact]
    public void Blocks_are_aligned_apart_and_merge_when_they_come_back()
    {
        using var memory = new TapeMemory();
        var random = new Philox4x32(9);
        var rented = new List<(nint Address, int Floats)>();
        for (var round = 0; round < 4; round++)
        {
            for (var i = 0; i < 2000; i++)
            {
                if (rented.Count > 0 && random.NextInt32(5) < 2)
                {
                    Return(random.NextInt32(rented.Count));
                }
                else
                {
                    var floats = random.NextInt32(random.NextInt32(10) == 0 ? 200_000 : 300);
                    var address = (nint)memory.Rent(floats);
                    Assert.Equal(0, address % 64);
                    new Span<float>((void*)address, floats).Fill(i);
                    rented.Add((address, floats));
                }
            }

            var sorted = rented.OrderBy(block => block.Address).ToArray();
            for (var i = 1; i < sorted.Length; i++)
            {
                Assert.True(sorted[i - 1].Address + 4 * sorted[i - 1].Floats <= sorted[i].Address);
            }

            while (rented.Count > 0)
            {
                Return(random.NextInt32(rented.Count));
            }

            memory.Gather();

            // All of it in one piece again.
            var whole = memory.Rent((int)memory.Capacity);
            memory.Return(whole, (int)memory.Capacity);
        }

        void Return(int index)
        {
            memory.Return((float*)rented[index].Address, rented[index].Floats);
            rented[index] = rented[^1];
            rented.RemoveAt(rented.Count - 1);
        }
    }

    [Fact]
    public void A_repeated_step_allocates_no_managed_memory_and_takes_no_more_native()
    {
        using var threads = new ComputeThreads(2);
        using var tape = new Tape(threads);
        var random = new Philox4x32(2);
        Tensor Make(TensorShape shape)
        {
            var tensor = new Tensor(shape).WithGradient();
            random.FillNormal(tensor.Values, 0.1f);
            return tensor;
        }

        var (table, positions, gain) = (Make(new(20, 32)), Make(new(16, 32)), Make(new(32)));
        var (queries, expansion, projection) = (Make(new(96, 32)), Make(new(128, 32)), Make(new(32, 128)));
        var tokens = new int[48];
        long allocated = 0;
        for (var step = 0; step < 60; step++)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            var x = tape.TokenAndPosition(table, positions, tokens, 16);
            x = tape.Add(x, tape.CausalAttention(tape.Linear(tape.LayerNorm(x, gain), queries), 16, 4, 0.1f, new DropoutKey(1, 2), 3));
            x = tape.Linear(tape.LinearGelu(tape.LayerNorm(x, gain), expansion, null, GeluForm.Exact), projection, null, x);
            tape.Backward(tape.CrossEntropy(tape.Linear(tape.Dropout(x, 0.1f, new DropoutKey(1, 2), 4), table), tokens));
            tape.Reset();
            allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        }

        Assert.Equal(0, allocated);
    }
}
