using Pawl.Tensors;
using Pawl.Tensors.Autograd;

namespace Pawl.Text.Model;

/// <summary>One pass of new tokens of some streams through a GPT, over the keys and values kept of earlier ones; logits of the last of each.</summary>
internal sealed class GptDecoderPass : IDisposable
{
    private readonly GptSettings _settings;
    private readonly GptBlock[] _blocks;
    private readonly Tensor _tokenTable;
    private readonly Tensor _positionTable;
    private readonly Tensor _finalGain;
    private readonly Tensor? _finalBias;
    private readonly Tape _tape;

    /// <summary>One per block: (streams, heads, 2 · block size, head width).</summary>
    private readonly Tensor[] _caches;

    // By row of the pass.
    private readonly int[] _tokens;
    private readonly int[] _positions;
    private readonly CachePlace[] _places;
    private int _rows;

    /// <summary>By stream of the pass: its last row, and where that lies.</summary>
    private readonly int[] _lastRows;
    private readonly CachePlace[] _lastPlaces;
    private int _streams;
    private Tensor? _logits;

    /// <param name="rows">Most rows of a pass.</param>
    public GptDecoderPass(GptModel model, int streams, int rows)
    {
        _settings = model.Settings;
        var parameters = model.ParameterSet;
        _tokenTable = parameters["transformer.wte.weight"].Value;
        _positionTable = parameters["transformer.wpe.weight"].Value;
        _finalGain = parameters["transformer.ln_f.weight"].Value;
        _finalBias = _settings.Bias ? parameters["transformer.ln_f.bias"].Value : null;
        _blocks = [.. Enumerable.Range(0, _settings.Layers).Select(index => new GptBlock(parameters, index, _settings.Bias))];
        _tape = new Tape(model.Threads);
        var shape = new TensorShape(streams, _settings.Heads, 2 * _settings.BlockSize, _settings.Width / _settings.Heads);
        _caches = [.. _blocks.Select(_ => new Tensor(shape))];
        _tokens = new int[rows];
        _positions = new int[rows];
        _places = new CachePlace[rows];
        _lastRows = new int[streams];
        _lastPlaces = new CachePlace[streams];
    }

    /// <summary>Adds new tokens of a stream to the next pass.</summary>
    /// <param name="past">Tokens of the stream before these.</param>
    public void Add(int stream, ReadOnlySpan<int> tokens, int past)
    {
        for (var i = 0; i < tokens.Length; i++)
        {
            _tokens[_rows] = tokens[i];
            _positions[_rows] = past + i;
            _places[_rows++] = new CachePlace(stream, past + i);
        }

        _lastRows[_streams] = _rows - 1;
        _lastPlaces[_streams++] = _places[_rows - 1];
    }

    /// <summary>The pass of what was added, a row's result being the same bits whatever the other streams; nothing when nothing was added.</summary>
    public void RunTogether() => Run(isAlone: false);

    /// <summary>The pass of the one stream added, by matrix products: faster for many rows, in another order of summation.</summary>
    public void RunAlone() => Run(isAlone: true);

    /// <summary>(vocabulary): of the stream added as number <paramref name="entry"/> to the last pass; valid until the next.</summary>
    public ReadOnlySpan<float> Logits(int entry) => _logits!.Values.Slice(entry * _settings.VocabularySize, _settings.VocabularySize);

    public void Dispose() => _tape.Dispose();

    private void Run(bool isAlone)
    {
        if (_streams == 0)
        {
            return;
        }

        _tape.Reset();
        _tape.IsRecording = false;
        var rows = _rows;
        var x = _tape.Add(
            _tape.Embedding(_tokenTable, _tokens.AsSpan(0, rows)),
            _tape.Embedding(_positionTable, _positions.AsSpan(0, rows))
        );
        for (var i = 0; i < _blocks.Length; i++)
        {
            x = Block(x, i, isAlone);
        }

        x = LastRows(x);
        _logits = _tape.LinearByRow(_tape.LayerNorm(x, _finalGain, _finalBias), _tokenTable);
        (_rows, _streams) = (0, 0);
    }

    private Tensor Block(Tensor x, int index, bool isAlone)
    {
        var (block, cache) = (_blocks[index], _caches[index]);
        var queryKeyValue = Linear(
            _tape.LayerNorm(x, block.AttentionNormGain, block.AttentionNormBias),
            block.QueryKeyValue,
            block.QueryKeyValueBias,
            null,
            isAlone
        );
        var places = _places.AsSpan(0, _rows);
        _tape.KeepKeysAndValues(queryKeyValue, cache, places);
        Tensor attended;
        if (index == _blocks.Length - 1)
        {
            // Of the last block only the last rows are wanted: the others have given their keys and values.
            (x, queryKeyValue) = (LastRows(x), LastRows(queryKeyValue));
            attended = _tape.AttentionOverKept(queryKeyValue, cache, _lastPlaces.AsSpan(0, _streams));
            isAlone = false;
        }
        else
        {
            attended =
                isAlone && places[0].Position == 0
                    ? _tape.CausalAttention(queryKeyValue, _rows, _settings.Heads)
                    : _tape.AttentionOverKept(queryKeyValue, cache, places);
        }

        x = Linear(attended, block.AttentionProjection, block.AttentionProjectionBias, x, isAlone);
        var normal = _tape.LayerNorm(x, block.MlpNormGain, block.MlpNormBias);
        var activated = _tape.Gelu(Linear(normal, block.Expansion, block.ExpansionBias, null, isAlone), _settings.Gelu);
        return Linear(activated, block.MlpProjection, block.MlpProjectionBias, x, isAlone);
    }

    private Tensor Linear(Tensor input, Tensor weight, Tensor? bias, Tensor? residual, bool isAlone) =>
        isAlone ? _tape.Linear(input, weight, bias, residual) : _tape.LinearByRow(input, weight, bias, residual);

    /// <summary>The last row of each stream, of a tensor of all rows or of these already.</summary>
    private Tensor LastRows(Tensor input) => input.Shape.Rows == _streams ? input : _tape.Embedding(input, _lastRows.AsSpan(0, _streams));
}
