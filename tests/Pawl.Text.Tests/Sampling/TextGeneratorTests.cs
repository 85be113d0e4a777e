using Pawl.Tensors.Random;
using Pawl.Tensors.Threads;
using Pawl.Text.Model;
using Pawl.Text.Sampling;
using Pawl.Text.Tokenizers;

namespace Pawl.Text.Tests.Sampling;

public sealed class TextGeneratorTests : IDisposable
{
    private const string Alphabet = "\n abcdefghijklmnopqrstuvwxyz";
    private static readonly SamplingSettings Sampling = new(0.9, 20, 0.95, 7);
    private readonly ComputeThreads _threads = new(2);
    private readonly GptModel _model;
    private readonly TextGenerator _generator;

    public TextGeneratorTests()
    {
        var tokenizer = CharTokenizer.Train(Alphabet);
        _model = new GptModel(new GptSettings(tokenizer.VocabularySize, 16, 2, 2, 16), 1, _threads);
        var random = new Philox4x32(2);
        foreach (var parameter in _model.Parameters)
        {
            random.FillNormal(parameter.Value.Values, 0.4f);
        }

        _generator = new TextGenerator(_model, tokenizer);
    }

    public void Dispose()
    {
        _model.Dispose();
        _threads.Dispose();
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(32)]
    public void Texts_written_side_by_side_are_those_written_alone(int together)
    {
        // Prompts of one token, of some, longer than what is computed together, and longer than the block of 16.
        string[] prompts = ["a", "the pawl holds the wheel", "wheel", "by its teeth"];
        var requests = prompts.SelectMany(prompt => Enumerable.Range(0, 2).Select(number => new SampleRequest(prompt, number))).ToList();

        var samples = _generator.GenerateAll(requests, 22, Sampling, together, CancellationToken.None).ToList();

        Assert.Equal(requests, samples.Select(sample => sample.Request));
        foreach (var sample in samples)
        {
            Assert.Equal(string.Concat(_generator.Generate(sample.Request.Prompt, 22, Sampling, sample.Request.Number)), sample.Text);
            Assert.Equal(22, sample.Tokens);
        }

        Assert.Equal(samples.Count, samples.Select(sample => sample.Text).Distinct().Count());
    }

    [Fact]
    public void Requests_are_read_only_as_room_comes_free()
    {
        var read = 0;
        IEnumerable<SampleRequest> Endless()
        {
            while (true)
            {
                yield return new SampleRequest("a", read++);
            }
        }

        var first = _generator.GenerateAll(Endless(), 3, Sampling, 4, CancellationToken.None).Take(9).ToList();

        Assert.Equal(Enumerable.Range(0, 9), first.Select(sample => sample.Request.Number));
        Assert.InRange(read, 9, 13);
    }

    [Fact]
    public void What_cannot_be_continued_is_an_error()
    {
        Assert.Throws<ArgumentException>(() => _generator.Generate("", 3, Sampling));
        Assert.Throws<UnknownTextException>(() => _generator.Generate("a!", 3, Sampling));
        Assert.Throws<ArgumentException>(() =>
            _generator.GenerateAll([new SampleRequest("", 0)], 3, Sampling, 2, CancellationToken.None).ToList()
        );
        Assert.Throws<OperationCanceledException>(() =>
            _generator.GenerateAll([new SampleRequest("a", 0)], 3, Sampling, 2, new CancellationToken(canceled: true)).ToList()
        );
        _model.Parameters[0].Value.Values.Fill(float.NaN);
        Assert.Throws<NotFiniteNumberException>(() => _generator.Generate("a", 3, Sampling).ToList());
    }
}
