using Pawl.Tensors.Random;
using Pawl.Tensors.Threads;
using Pawl.Text.Model;

namespace Pawl.Text.Tests.Model;

public sealed class GptDecoderTests
{
    private static readonly GptSettings Settings = new(VocabularySize: 13, BlockSize: 10, Layers: 2, Heads: 2, Width: 24, Bias: true);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Logits_equal_those_without_a_cache_also_past_the_block_size(int threadCount)
    {
        using var threads = new ComputeThreads(threadCount);
        using var model = Model(threads);
        using var decoder = new GptDecoder(model);
        var random = new Philox4x32(8);
        var context = new List<int>();
        var actual = new float[13];
        while (context.Count < 40)
        {
            var tokens = Enumerable.Range(0, 1 + random.NextInt32(4)).Select(_ => random.NextInt32(13)).ToArray();
            context.AddRange(tokens);

            decoder.Append(tokens, actual);

            var window = context.TakeLast(10).ToArray();
            var expected = new float[window.Length * 13];
            model.Logits(window, 1, window.Length, expected);
            for (var i = 0; i < 13; i++)
            {
                Assert.Equal(expected[expected.Length - 13 + i], actual[i], 1e-4);
            }
        }
    }

    [Fact]
    public void Reset_forgets_the_context()
    {
        using var threads = new ComputeThreads(1);
        using var model = Model(threads);
        using var decoder = new GptDecoder(model);
        var first = new float[13];
        var second = new float[13];
        decoder.Append([1, 2, 3], first);
        decoder.Append([4], second);
        decoder.Reset();

        decoder.Append([1, 2, 3], second);

        Assert.Equal(first, second);
        Assert.Equal(3, decoder.WindowLength);
    }

    [Fact]
    public void A_token_outside_the_vocabulary_is_refused_and_changes_nothing()
    {
        using var threads = new ComputeThreads(1);
        using var model = Model(threads);
        using var decoder = new GptDecoder(model);

        Assert.Throws<ArgumentException>(() => decoder.Append([1, 13], new float[13]));

        Assert.Equal(0, decoder.WindowLength);
    }

    private static GptModel Model(ComputeThreads threads)
    {
        var model = new GptModel(Settings, 3, threads);
        var random = new Philox4x32(4);
        foreach (var parameter in model.Parameters)
        {
            random.FillNormal(parameter.Value.Values, 0.3f);
        }

        return model;
    }
}
