using Pawl.Tensors.Threads;
using Pawl.Text.Model;

namespace Pawl.Regression.Tests;

/// <summary>
/// The memory for one row of attention weights was made anew for every token, since each token sees one position more than the one
/// before: as many allocations, native and managed, as tokens.
/// </summary>
public sealed class DecodingAllocationTests
{
    [Fact]
    public void A_longer_context_does_not_allocate_for_each_token()
    {
        using var threads = new ComputeThreads(1);
        using var model = new GptModel(new GptSettings(VocabularySize: 7, BlockSize: 64, Layers: 2, Heads: 2, Width: 16), 1, threads);
        using var decoder = new GptDecoder(model);
        var logits = new float[7];
        for (var i = 0; i < 8; i++)
        {
            decoder.Append([i % 7], logits);
        }

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 40; i++)
        {
            decoder.Append([i % 7], logits);
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }
}
