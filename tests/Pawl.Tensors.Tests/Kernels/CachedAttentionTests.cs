using Pawl.Tensors.Autograd;
using Pawl.Tensors.Random;
using Pawl.Tensors.Threads;

namespace Pawl.Tensors.Tests.Kernels;

public sealed class CachedAttentionTests
{
    private const int Capacity = 21;

    [Theory]
    [InlineData(3, 64)]
    [InlineData(2, 8)]
    [InlineData(2, 5)]
    [InlineData(1, 72)]
    public void It_equals_causal_attention_for_every_stream_whatever_lies_behind_their_ends(int heads, int headWidth)
    {
        using var threads = new ComputeThreads(2);
        using var tape = new Tape(threads) { IsRecording = false };
        var cache = new Tensor(new TensorShape(3, heads, 2 * Capacity, headWidth));
        cache.Values.Fill(float.NaN);
        int[] lengths = [Capacity, 1, 6];
        for (var stream = 0; stream < lengths.Length; stream++)
        {
            var length = lengths[stream];
            var qkv = new Tensor(new TensorShape(length, 3 * heads * headWidth));
            new Philox4x32((ulong)stream).FillNormal(qkv.Values, 1);
            var places = Enumerable.Range(0, length).Select(position => new CachePlace(stream, position)).ToArray();

            tape.KeepKeysAndValues(qkv, cache, places);

            var actual = tape.AttentionOverKept(qkv, cache, places).Values.ToArray();
            var expected = tape.CausalAttention(qkv, length, heads).Values.ToArray();
            for (var i = 0; i < expected.Length; i++)
            {
                Assert.Equal(expected[i], actual[i], 1e-5);
            }
        }
    }

    [Fact]
    public void A_place_outside_the_cache_is_refused()
    {
        using var threads = new ComputeThreads(1);
        using var tape = new Tape(threads) { IsRecording = false };
        var cache = new Tensor(new TensorShape(2, 1, 2 * Capacity, 8));
        var qkv = new Tensor(new TensorShape(1, 24));

        Assert.Throws<ArgumentException>(() => tape.KeepKeysAndValues(qkv, cache, [new CachePlace(2, 0)]));
        Assert.Throws<ArgumentException>(() => tape.KeepKeysAndValues(qkv, cache, [new CachePlace(0, Capacity)]));
        Assert.Throws<ArgumentException>(() => tape.AttentionOverKept(qkv, cache, [new CachePlace(0, -1)]));
        Assert.Throws<ArgumentException>(() => tape.AttentionOverKept(qkv, cache, []));
    }
}
