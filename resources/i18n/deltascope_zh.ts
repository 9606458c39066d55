<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>CellLines</name>
    <message>
        <source>value</source>
        <translation>值</translation>
    </message>
    <message>
        <source>first column</source>
        <translation>第一列</translation>
    </message>
    <message>
        <source>input %1</source>
        <translation>输入 %1</translation>
    </message>
    <message>
        <source>%1 numbers; add inputs to compare</source>
        <translation>%1 个数值；添加输入以对比</translation>
    </message>
    <message>
        <source>no mask in the text</source>
        <translation>文本中没有掩码</translation>
    </message>
    <message>
        <source>no numbers</source>
        <translation>没有数值</translation>
    </message>
    <message>
        <source>output %1</source>
        <translation>输出 %1</translation>
    </message>
    <message>
        <source>not a number</source>
        <translation>不是数字</translation>
    </message>
</context>
<context>
    <name>ColumnHeader</name>
    <message>
        <source>by language…</source>
        <translation>按语言…</translation>
    </message>
    <message>
        <source>%1 rule…</source>
        <translation>%1 条规则…</translation>
    </message>
    <message>
        <source>%1 rules…</source>
        <translation>%1 条规则…</translation>
    </message>
</context>
<context>
    <name>DriftText</name>
    <message>
        <source>same</source>
        <translation>相同</translation>
    </message>
    <message>
        <source>rounding</source>
        <translation>舍入</translation>
    </message>
    <message>
        <source>asked for %1, answered as %2</source>
        <translation>要求 %1，回答却是 %2</translation>
    </message>
    <message>
        <source>asked for %1, answered as no configuration here</source>
        <translation>要求 %1，回答不属于本地任何配置</translation>
    </message>
    <message>
        <source>it told no log-probabilities</source>
        <translation>未给出对数概率</translation>
    </message>
    <message>
        <source>%1 log-probabilities differ by up to %2</source>
        <translation>%1 个对数概率，最大相差 %2</translation>
    </message>
    <message>
        <source>input %1 parts at token %2, where the two likeliest tokens here are %3 apart</source>
        <translation>输入 %1 在第 %2 个词元处分开，本地最可能的两个词元相差 %3</translation>
    </message>
</context>
<context>
    <name>GeneratedText</name>
    <message>
        <source>ids: %1</source>
        <translation>ids: %1</translation>
    </message>
    <message>
        <source>(nothing)</source>
        <translation>（空）</translation>
    </message>
    <message>
        <source>seed %1</source>
        <translation>种子 %1</translation>
    </message>
</context>
<context>
    <name>Generation</name>
    <message>
        <source>at most</source>
        <translation>最多</translation>
    </message>
    <message>
        <source>New tokens of an answer</source>
        <translation>一个回答的新词元数</translation>
    </message>
    <message>
        <source>at least</source>
        <translation>最少</translation>
    </message>
    <message>
        <source>No end before so many new tokens</source>
        <translation>新词元数达到此值前不结束</translation>
    </message>
    <message>
        <source>beams</source>
        <translation>束数</translation>
    </message>
    <message>
        <source>Texts that are followed side by side</source>
        <translation>并行跟踪的文本数</translation>
    </message>
    <message>
        <source>length penalty</source>
        <translation>长度惩罚</translation>
    </message>
    <message>
        <source>Above 0 favours long texts, below 0 short ones</source>
        <translation>大于 0 偏好长文本，小于 0 偏好短文本</translation>
    </message>
    <message>
        <source>temperature</source>
        <translation>温度</translation>
    </message>
    <message>
        <source>Divides the scores before drawing: below 1 bolder for the likely</source>
        <translation>采样前用它除分数：小于 1 时更偏向高概率词元</translation>
    </message>
    <message>
        <source>top-k</source>
        <translation>top-k</translation>
    </message>
    <message>
        <source>Draw among the k best; 0: among all</source>
        <translation>在最好的 k 个中采样；0：在全部中采样</translation>
    </message>
    <message>
        <source>top-p</source>
        <translation>top-p</translation>
    </message>
    <message>
        <source>Draw among the best that together have this probability</source>
        <translation>在概率之和达到此值的最好词元中采样</translation>
    </message>
    <message>
        <source>min-p</source>
        <translation>min-p</translation>
    </message>
    <message>
        <source>Draw among those with this share of the best one&apos;s probability</source>
        <translation>在概率不低于最高概率这一比例的词元中采样</translation>
    </message>
    <message>
        <source>off</source>
        <translation>关</translation>
    </message>
    <message>
        <source>repetition penalty</source>
        <translation>重复惩罚</translation>
    </message>
    <message>
        <source>Above 1: against tokens that were there</source>
        <translation>大于 1：抑制已出现过的词元</translation>
    </message>
    <message>
        <source>no repeated n-gram</source>
        <translation>n-gram 不重复</translation>
    </message>
    <message>
        <source>No n tokens in a row come twice; 0: off</source>
        <translation>连续 n 个词元不会出现两次；0：关</translation>
    </message>
    <message>
        <source>T %1</source>
        <translation>T %1</translation>
    </message>
    <message>
        <source>top-k %1</source>
        <translation>top-k %1</translation>
    </message>
    <message>
        <source>top-p %1</source>
        <translation>top-p %1</translation>
    </message>
    <message>
        <source>min-p %1</source>
        <translation>min-p %1</translation>
    </message>
    <message>
        <source>%1 beams</source>
        <translation>束数 %1</translation>
    </message>
    <message>
        <source>sample</source>
        <translation>采样</translation>
    </message>
    <message>
        <source>greedy</source>
        <translation>贪心</translation>
    </message>
    <message>
        <source>at most %1 tokens</source>
        <translation>最多 %1 个词元</translation>
    </message>
    <message>
        <source>As configured: %1</source>
        <translation>按配置：%1</translation>
    </message>
    <message>
        <source>Greedy</source>
        <translation>贪心</translation>
    </message>
    <message>
        <source>Sample</source>
        <translation>采样</translation>
    </message>
    <message>
        <source>at most %1</source>
        <translation>最多 %1</translation>
    </message>
    <message>
        <source>seed %1</source>
        <translation>种子 %1</translation>
    </message>
    <message>
        <source>%1 answers</source>
        <translation>%1 个回答</translation>
    </message>
</context>
<context>
    <name>KindWords</name>
    <message>
        <source>several kinds of one adapter side by side</source>
        <translation>一个适配器的多种类型并列</translation>
    </message>
    <message>
        <source>y + s·BA x: a low-rank update, or learned factors (IA3, VeRA)</source>
        <translation>y + s·BA x：低秩更新，或学习得到的因子（IA3、VeRA）</translation>
    </message>
    <message>
        <source>trained keys and values in front of those of every attention</source>
        <translation>在每个注意力的键和值之前加入训练得到的键和值</translation>
    </message>
    <message>
        <source>h + s·(act(W h + b) - R h) R at the first and last positions</source>
        <translation>在首尾若干位置上：h + s·(act(W h + b) - R h) R</translation>
    </message>
    <message>
        <source>a bottleneck where a sub-layer meets its residual</source>
        <translation>在子层与其残差相接处的瓶颈</translation>
    </message>
    <message>
        <source>trained vectors behind the embeddings</source>
        <translation>在嵌入之后加入训练得到的向量</translation>
    </message>
    <message>
        <source>y + s·((A1 B1)∘(A2 B2)) x: a product of two low-rank updates</source>
        <translation>y + s·((A1 B1)∘(A2 B2)) x：两个低秩更新的乘积</translation>
    </message>
    <message>
        <source>y + s·(W1⊗W2) x: a Kronecker product</source>
        <translation>y + s·(W1⊗W2) x：克罗内克积</translation>
    </message>
    <message>
        <source>y + s·Re(ifft2(spectrum)) x: a sparse spectrum</source>
        <translation>y + s·Re(ifft2(spectrum)) x：稀疏的频谱</translation>
    </message>
    <message>
        <source>y + s·(sparse) x: a few entries of the weight</source>
        <translation>y + s·(sparse) x：权重中的少数元素</translation>
    </message>
    <message>
        <source>y + s·(block circular convolution) x</source>
        <translation>y + s·(分块循环卷积) x</translation>
    </message>
    <message>
        <source>y + s·(sum of chunks of x) B: one block, repeated</source>
        <translation>y + s·(x 各分块之和) B：一个重复使用的块</translation>
    </message>
    <message>
        <source>F(x R): features turned block by block</source>
        <translation>F(x R)：逐块旋转的特征</translation>
    </message>
    <message>
        <source>l·(F(x R) - b) + b: features turned by butterfly factors</source>
        <translation>l·(F(x R) - b) + b：以蝶形因子旋转的特征</translation>
    </message>
    <message>
        <source>F(H x): features reflected</source>
        <translation>F(H x)：反射的特征</translation>
    </message>
    <message>
        <source>R y: pairs of outputs turned and scaled</source>
        <translation>R y：成对的输出经旋转和缩放</translation>
    </message>
    <message>
        <source>[prompt; input]: trained vectors in front of the embedded text</source>
        <translation>[prompt; input]：在嵌入后的文本之前加入训练得到的向量</translation>
    </message>
    <message>
        <source>[prompt; input]: vectors in front of the embedded text, made by a small network</source>
        <translation>[prompt; input]：在嵌入后的文本之前加入由小网络生成的向量</translation>
    </message>
    <message>
        <source>[context; input]: the embeddings of examples in front of the text, tuned</source>
        <translation>[context; input]：在文本之前加入经调整的示例嵌入</translation>
    </message>
    <message>
        <source>y + s·BA x: a low-rank update beside a linear module or an embedding</source>
        <translation>y + s·BA x：线性模块或嵌入旁的低秩更新</translation>
    </message>
    <message>
        <source>l ⊙ y: every output, of feed-forward modules every input, times a learned number</source>
        <translation>l ⊙ y：每个输出（前馈模块则为每个输入）乘以一个学习得到的数</translation>
    </message>
    <message>
        <source>y + s·B(E·A x): a low-rank update whose rank was pruned</source>
        <translation>y + s·B(E·A x)：秩经过剪枝的低秩更新</translation>
    </message>
    <message>
        <source>y + s·λb(B(λd(A x))): two vectors between random projections</source>
        <translation>y + s·λb(B(λd(A x)))：随机投影之间的两个向量</translation>
    </message>
    <message>
        <source>y + s·BΛAΓ x: many random bases, scaled</source>
        <translation>y + s·BΛAΓ x：许多经缩放的随机基</translation>
    </message>
    <message>
        <source>y + s·B diag(λ/(r|A||B|)) A |W| x: directions and length apart</source>
        <translation>y + s·B diag(λ/(r|A||B|)) A |W| x：方向与长度分开</translation>
    </message>
    <message>
        <source>y + s·B A x, rows mixed from a bank of vectors</source>
        <translation>y + s·B A x，各行由向量库混合而成</translation>
    </message>
    <message>
        <source>rows of the embedding trained anew</source>
        <translation>重新训练的嵌入行</translation>
    </message>
    <message>
        <source>norms trained anew</source>
        <translation>重新训练的归一化</translation>
    </message>
    <message>
        <source>y + s·BA x: a low-rank update beside a linear module</source>
        <translation>y + s·BA x：线性模块旁的低秩更新</translation>
    </message>
    <message>
        <source>trained vectors in front of the embedded text</source>
        <translation>在嵌入后的文本之前加入训练得到的向量</translation>
    </message>
    <message>
        <source>an adapter whose linears are low-rank products</source>
        <translation>线性层为低秩乘积的适配器</translation>
    </message>
    <message>
        <source>b + Δb: only the biases learn</source>
        <translation>b + Δb：只训练偏置</translation>
    </message>
    <message>
        <source>trained keys and values in front of those of an attention</source>
        <translation>在某个注意力的键和值之前加入训练得到的键和值</translation>
    </message>
    <message>
        <source>y + up(act(down y)): a bottleneck after a module</source>
        <translation>y + up(act(down y))：模块之后的瓶颈</translation>
    </message>
    <message>
        <source>an adapter whose linears are sums of Kronecker products</source>
        <translation>线性层为克罗内克积之和的适配器</translation>
    </message>
    <message>
        <source>a bottleneck from one module&apos;s input to another&apos;s output; targets in pairs</source>
        <translation>从一个模块的输入到另一个模块的输出的瓶颈；目标成对给出</translation>
    </message>
</context>
<context>
    <name>Languages</name>
    <message>
        <source>English</source>
        <translation>英语</translation>
    </message>
    <message>
        <source>French</source>
        <translation>法语</translation>
    </message>
    <message>
        <source>German</source>
        <translation>德语</translation>
    </message>
    <message>
        <source>Spanish</source>
        <translation>西班牙语</translation>
    </message>
    <message>
        <source>Italian</source>
        <translation>意大利语</translation>
    </message>
    <message>
        <source>Portuguese</source>
        <translation>葡萄牙语</translation>
    </message>
    <message>
        <source>Chinese</source>
        <translation>中文</translation>
    </message>
    <message>
        <source>Japanese</source>
        <translation>日语</translation>
    </message>
    <message>
        <source>Korean</source>
        <translation>韩语</translation>
    </message>
    <message>
        <source>Russian</source>
        <translation>俄语</translation>
    </message>
    <message>
        <source>Arabic</source>
        <translation>阿拉伯语</translation>
    </message>
</context>
<context>
    <name>Messages</name>
    <message>
        <source>Show in folder</source>
        <translation>在文件夹中显示</translation>
    </message>
</context>
<context>
    <name>Numbers</name>
    <message>
        <source>1,000</source>
        <comment>what stands between thousands</comment>
        <translation>1,000</translation>
    </message>
    <message>
        <source>0.5</source>
        <comment>what stands before decimals</comment>
        <translation>0.5</translation>
    </message>
    <message>
        <source>%1%</source>
        <comment>a share in percent</comment>
        <translation>%1%</translation>
    </message>
    <message>
        <source>%1 B</source>
        <translation>%1 B</translation>
    </message>
    <message>
        <source>%1 KB</source>
        <translation>%1 KB</translation>
    </message>
    <message>
        <source>%1 MB</source>
        <translation>%1 MB</translation>
    </message>
    <message>
        <source>%1 GB</source>
        <translation>%1 GB</translation>
    </message>
    <message>
        <source>%1 TB</source>
        <translation>%1 TB</translation>
    </message>
</context>
<context>
    <name>Prompt</name>
    <message>
        <source>%1 token</source>
        <translation>%1 个词元</translation>
    </message>
    <message>
        <source>%1 tokens</source>
        <translation>%1 个词元</translation>
    </message>
</context>
<context>
    <name>QCustomPlot</name>
    <message>
        <source>modules in the order they run</source>
        <translation>模块（按运行顺序）</translation>
    </message>
    <message>
        <source>relative</source>
        <translation>相对值</translation>
    </message>
    <message>
        <source>strength of %1</source>
        <translation>%1 的强度</translation>
    </message>
</context>
<context>
    <name>QLabel</name>
    <message>
        <source>no strength: an %1 is on or off</source>
        <translation>无强度：%1 只有开和关</translation>
    </message>
    <message>
        <source>no strength: a %1 is on or off</source>
        <translation>无强度：%1 只有开和关</translation>
    </message>
</context>
<context>
    <name>ServedShares</name>
    <message>
        <source>%1 has not loaded %2</source>
        <translation>%1 没有载入 %2</translation>
    </message>
</context>
<context>
    <name>ServedText</name>
    <message>
        <source>Connect to %1</source>
        <translation>连接 %1</translation>
    </message>
    <message>
        <source>Ask %1 again</source>
        <translation>再次询问 %1</translation>
    </message>
    <message>
        <source>Show what %1 has loaded</source>
        <translation>查看 %1 已载入的内容</translation>
    </message>
    <message>
        <source>Runs on %1</source>
        <translation>在 %1 上运行</translation>
    </message>
    <message>
        <source>Prompts are ids of the tokenizer here, conversations by the chat template here.</source>
        <translation>提示是本地分词器的编号，对话按本地模板生成。</translation>
    </message>
</context>
<context>
    <name>ServedWords</name>
    <message>
        <source>%1 has it from %2</source>
        <translation>%1 从 %2 载入</translation>
    </message>
    <message>
        <source>loaded, same files</source>
        <translation>已载入，文件相同</translation>
    </message>
    <message>
        <source>loaded, other files</source>
        <translation>已载入，文件不同</translation>
    </message>
    <message>
        <source>These are not the files that this delta was opened from: %1</source>
        <translation>这些不是打开此增量时所用的文件：%1</translation>
    </message>
    <message>
        <source>loaded</source>
        <translation>已载入</translation>
    </message>
</context>
<context>
    <name>ServerMenu</name>
    <message>
        <source>It has settings of its own at single modules, which no server takes.</source>
        <translation>它在个别模块上有自己的设置，没有服务器支持。</translation>
    </message>
    <message>
        <source>It has not answered yet</source>
        <translation>尚未应答</translation>
    </message>
    <message>
        <source>It does not answer</source>
        <translation>没有应答</translation>
    </message>
    <message>
        <source>Bare backbone</source>
        <translation>纯主干</translation>
    </message>
    <message>
        <source>%1 (not loaded there)</source>
        <translation>%1（那里未载入）</translation>
    </message>
    <message>
        <source>%1 (there only)</source>
        <translation>%1（仅在那里）</translation>
    </message>
    <message>
        <source>Run this on %1 too</source>
        <translation>也在 %1 上运行</translation>
    </message>
</context>
<context>
    <name>Session</name>
    <message>
        <source>go on in every column</source>
        <translation>在每一列继续</translation>
    </message>
    <message>
        <source>By rule</source>
        <translation>按规则</translation>
    </message>
    <message>
        <source>Nothing</source>
        <translation>无</translation>
    </message>
    <message>
        <source>Backbone</source>
        <translation>主干</translation>
    </message>
    <message>
        <source>needs %1, which is not there</source>
        <translation>需要 %1，但它缺失</translation>
    </message>
    <message>
        <source>waits for %1</source>
        <translation>等待 %1</translation>
    </message>
    <message>
        <source> (half)</source>
        <translation>（部分）</translation>
    </message>
    <message>
        <source>language %1</source>
        <translation>语言 %1</translation>
    </message>
    <message>
        <source>begins with “%1”</source>
        <translation>以“%1”开头</translation>
    </message>
    <message>
        <source>matches /%1/</source>
        <translation>匹配 /%1/</translation>
    </message>
    <message>
        <source>all others</source>
        <translation>其余全部</translation>
    </message>
</context>
<context>
    <name>Tokens</name>
    <message>
        <source>no token counts</source>
        <translation>没有计入任何词元</translation>
    </message>
    <message>
        <source>mean %1, perplexity %2</source>
        <translation>均值 %1，困惑度 %2</translation>
    </message>
    <message>
        <source>, %1 a token</source>
        <translation>，每词元 %1</translation>
    </message>
    <message>
        <source>token %1, id %2</source>
        <translation>词元 %1，id %2</translation>
    </message>
    <message>
        <source>counts nothing</source>
        <translation>不计入</translation>
    </message>
    <message>
        <source>log-probability %1, probability %2</source>
        <translation>对数概率 %1，概率 %2</translation>
    </message>
    <message>
        <source>baseline %1, difference %2</source>
        <translation>基准 %1，差值 %2</translation>
    </message>
    <message>
        <source>likeliest here:</source>
        <translation>此处最可能：</translation>
    </message>
    <message>
        <source>not a number</source>
        <translation>不是数字</translation>
    </message>
</context>
<context>
    <name>deltascope::app</name>
    <message>
        <source>Open</source>
        <translation>打开</translation>
    </message>
    <message>
        <source>Model folder…</source>
        <translation>模型文件夹…</translation>
    </message>
    <message>
        <source>Checkpoint file…</source>
        <translation>检查点文件…</translation>
    </message>
    <message>
        <source>Hub id or path…</source>
        <translation>Hub ID 或路径…</translation>
    </message>
    <message>
        <source>The bundled demo</source>
        <translation>内置演示</translation>
    </message>
    <message>
        <source>Open session…</source>
        <translation>打开会话…</translation>
    </message>
    <message>
        <source>Save session…</source>
        <translation>保存会话…</translation>
    </message>
    <message>
        <source>Export the tree…</source>
        <translation>导出模块树…</translation>
    </message>
    <message>
        <source>Report…</source>
        <translation>报告…</translation>
    </message>
    <message>
        <source>Leave the program</source>
        <translation>退出程序</translation>
    </message>
    <message>
        <source>Open %1</source>
        <translation>打开 %1</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>With another head…</source>
        <translation>换用其他头…</translation>
    </message>
    <message>
        <source>Merge what is attached…</source>
        <translation>合并已接入的增量…</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>撤销</translation>
    </message>
    <message>
        <source>Redo</source>
        <translation>重做</translation>
    </message>
    <message>
        <source>Deltas</source>
        <translation>增量</translation>
    </message>
    <message>
        <source>Add a delta…</source>
        <translation>添加增量…</translation>
    </message>
    <message>
        <source>Shelf: every delta below a folder</source>
        <translation>货架：文件夹下的所有增量</translation>
    </message>
    <message>
        <source>Mute all</source>
        <translation>全部静音</translation>
    </message>
    <message>
        <source>Keep what is attached as a preset</source>
        <translation>将当前接入存为预设</translation>
    </message>
    <message>
        <source>Detach %1</source>
        <translation>断开 %1</translation>
    </message>
    <message>
        <source>Attach %1</source>
        <translation>接入 %1</translation>
    </message>
    <message>
        <source>Show the sites of %1</source>
        <translation>显示 %1 的位点</translation>
    </message>
    <message>
        <source>Duplicate %1</source>
        <translation>创建 %1 的副本</translation>
    </message>
    <message>
        <source>Remove %1</source>
        <translation>移除 %1</translation>
    </message>
    <message>
        <source>Solo of delta %1</source>
        <translation>独奏增量 %1</translation>
    </message>
    <message>
        <source>Presets</source>
        <translation>预设</translation>
    </message>
    <message>
        <source>Preset %1</source>
        <translation>预设 %1</translation>
    </message>
    <message>
        <source>Columns</source>
        <translation>列</translation>
    </message>
    <message>
        <source>Tree</source>
        <translation>模块树</translation>
    </message>
    <message>
        <source>Find modules</source>
        <translation>查找模块</translation>
    </message>
    <message>
        <source>Next module found</source>
        <translation>下一个找到的模块</translation>
    </message>
    <message>
        <source>Previous module found</source>
        <translation>上一个找到的模块</translation>
    </message>
    <message>
        <source>Bench</source>
        <translation>测试台</translation>
    </message>
    <message>
        <source>Try inputs</source>
        <translation>试用输入</translation>
    </message>
    <message>
        <source>Evaluate labelled data</source>
        <translation>评估标注数据</translation>
    </message>
    <message>
        <source>Open labelled lines…</source>
        <translation>打开标注样本…</translation>
    </message>
    <message>
        <source>Sweep the strength of a delta</source>
        <translation>扫描增量的强度</translation>
    </message>
    <message>
        <source>Which deltas pull against one another?</source>
        <translation>哪些增量相互对抗？</translation>
    </message>
    <message>
        <source>Which layers are responsible?</source>
        <translation>哪些层起了作用？</translation>
    </message>
    <message>
        <source>Stop what runs</source>
        <translation>停止正在运行的任务</translation>
    </message>
    <message>
        <source>Add a column from what is attached now</source>
        <translation>以当前接入添加列</translation>
    </message>
    <message>
        <source>Add a column by rule</source>
        <translation>添加按规则的列</translation>
    </message>
    <message>
        <source>Window</source>
        <translation>窗口</translation>
    </message>
    <message>
        <source>Every action</source>
        <translation>所有操作</translation>
    </message>
    <message>
        <source>Dark or light</source>
        <translation>深色或浅色</translation>
    </message>
    <message>
        <source>The tree alone</source>
        <translation>仅模块树</translation>
    </message>
    <message>
        <source>Tree and bench</source>
        <translation>模块树和测试台</translation>
    </message>
    <message>
        <source>The bench alone</source>
        <translation>仅测试台</translation>
    </message>
    <message>
        <source>Keys…</source>
        <translation>快捷键…</translation>
    </message>
    <message>
        <source>Space</source>
        <translation>空格键</translation>
    </message>
    <message>
        <source>Switch the focused mark, card or switch</source>
        <translation>切换焦点所在的标记、卡片或开关</translation>
    </message>
    <message>
        <source>Arrows</source>
        <translation>方向键</translation>
    </message>
    <message>
        <source>Walk the tree, the cards and the table</source>
        <translation>在模块树、卡片和表格中移动</translation>
    </message>
    <message>
        <source>Left, Right on a slider</source>
        <translation>滑块上的左、右键</translation>
    </message>
    <message>
        <source>Strength by 0.05</source>
        <translation>强度增减 0.05</translation>
    </message>
    <message>
        <source>F2, Delete on a card</source>
        <translation>卡片上的 F2、Delete</translation>
    </message>
    <message>
        <source>Rename, remove the delta</source>
        <translation>重命名、移除增量</translation>
    </message>
    <message>
        <source>Alt+Up, Alt+Down on a card</source>
        <translation>卡片上的 Alt+Up、Alt+Down</translation>
    </message>
    <message>
        <source>Move the delta in the order of insertion</source>
        <translation>调整增量的插入顺序</translation>
    </message>
    <message>
        <source>Return on an answer</source>
        <translation>回答上的回车键</translation>
    </message>
    <message>
        <source>Go on with it in its conversation</source>
        <translation>在其对话中接着它继续</translation>
    </message>
    <message>
        <source>Open a session</source>
        <translation>打开会话</translation>
    </message>
    <message>
        <source>Sessions (*.deltascope);;All files (*)</source>
        <translation>会话 (*.deltascope);;所有文件 (*)</translation>
    </message>
    <message>
        <source>Save the session</source>
        <translation>保存会话</translation>
    </message>
    <message>
        <source>Sessions (*.deltascope)</source>
        <translation>会话 (*.deltascope)</translation>
    </message>
    <message>
        <source>The session is saved to %1</source>
        <translation>会话已保存到 %1</translation>
    </message>
    <message>
        <source>Where is the model?</source>
        <translation>模型在哪里？</translation>
    </message>
    <message>
        <source>Wheel, Shift+Wheel, double-click on the plot</source>
        <translation>在图上：滚轮、Shift+滚轮、双击</translation>
    </message>
    <message>
        <source>Closer or farther, along, all of it</source>
        <translation>放大或缩小、移动、显示全部</translation>
    </message>
    <message>
        <source>Start page</source>
        <translation>起始页</translation>
    </message>
    <message>
        <source>A short walk</source>
        <translation>简短导览</translation>
    </message>
    <message>
        <source>Servers: vLLM and llama.cpp</source>
        <translation>服务器：vLLM 和 llama.cpp</translation>
    </message>
    <message>
        <source>Language: %1</source>
        <translation>语言：%1</translation>
    </message>
    <message>
        <source>Language: %1 (%2)</source>
        <translation>语言：%1（%2）</translation>
    </message>
    <message>
        <source>Rules that pick a configuration for an input</source>
        <translation>为输入选择配置的规则</translation>
    </message>
    <message>
        <source>Solo %1: %2</source>
        <translation>独奏 %1：%2</translation>
    </message>
    <message>
        <source>Preset %1: %2</source>
        <translation>预设 %1：%2</translation>
    </message>
    <message>
        <source>Attach column %1</source>
        <translation>接入列 %1</translation>
    </message>
    <message>
        <source>Attach column %1: %2</source>
        <translation>接入列 %1：%2</translation>
    </message>
</context>
<context>
    <name>deltascope::app::BenchPlace</name>
    <message>
        <source>Try</source>
        <translation>试用</translation>
    </message>
    <message>
        <source>Inputs under every configuration</source>
        <translation>每种配置下的输入</translation>
    </message>
    <message>
        <source>Evaluate</source>
        <translation>评估</translation>
    </message>
    <message>
        <source>Labelled data under every configuration: which one is better?</source>
        <translation>每种配置下的标注数据：哪个更好？</translation>
    </message>
    <message>
        <source>Compare</source>
        <translation>比较</translation>
    </message>
    <message>
        <source>What comes out as a delta gets stronger, and how alike the deltas are</source>
        <translation>增量变强时输出如何变化，以及各增量有多相似</translation>
    </message>
    <message>
        <source>Responsible</source>
        <translation>归因</translation>
    </message>
    <message>
        <source>Which layers are responsible for a changed answer?</source>
        <translation>哪些层导致了回答的变化？</translation>
    </message>
    <message>
        <source>What the bench shows</source>
        <translation>测试台显示的内容</translation>
    </message>
    <message>
        <source>show the tree</source>
        <translation>显示模块树</translation>
    </message>
    <message>
        <source>more room</source>
        <translation>更多空间</translation>
    </message>
    <message>
        <source>Bench and tree beside one another (Alt+2)</source>
        <translation>测试台与模块树并排 (Alt+2)</translation>
    </message>
    <message>
        <source>The bench alone (Alt+3, or a double-click here)</source>
        <translation>仅测试台（Alt+3，或在此双击）</translation>
    </message>
</context>
<context>
    <name>deltascope::app::Bubble</name>
    <message>
        <source>Skip</source>
        <translation>跳过</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>上一步</translation>
    </message>
    <message>
        <source>Next</source>
        <translation>下一步</translation>
    </message>
    <message>
        <source>Leave the walk (Esc)</source>
        <translation>退出导览（Esc）</translation>
    </message>
    <message>
        <source>The step before (Alt+Left)</source>
        <translation>上一步（Alt+左）</translation>
    </message>
    <message>
        <source>The next step (Alt+Right)</source>
        <translation>下一步（Alt+右）</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 / %2</translation>
    </message>
    <message>
        <source>Finish</source>
        <translation>完成</translation>
    </message>
    <message>
        <source>Step %1 of %2: %3</source>
        <translation>第 %1 步，共 %2 步：%3</translation>
    </message>
    <message>
        <source>✓ %1</source>
        <translation>✓ %1</translation>
    </message>
</context>
<context>
    <name>deltascope::app::DropTarget</name>
    <message>
        <source>Choose…</source>
        <translation>选择…</translation>
    </message>
    <message>
        <source>Drop a model folder or a delta folder</source>
        <translation>拖放模型文件夹或增量文件夹</translation>
    </message>
    <message>
        <source>Choose a model folder</source>
        <translation>选择模型文件夹</translation>
    </message>
    <message>
        <source>Open a model folder (Ctrl+O)</source>
        <translation>打开模型文件夹（Ctrl+O）</translation>
    </message>
    <message>
        <source>anywhere on the window. A delta goes to the model that is open.</source>
        <translation>可放在窗口的任何位置。增量会加到已打开的模型上。</translation>
    </message>
</context>
<context>
    <name>deltascope::app::Dropped</name>
    <message>
        <source>%1: the first %2 of %3 inputs were taken; Evaluate takes all of them</source>
        <translation>%1：已取 %3 个输入中的前 %2 个；“评估”会取全部</translation>
    </message>
</context>
<context>
    <name>deltascope::app::HeadBar</name>
    <message>
        <source>Embeddings, no head</source>
        <translation>嵌入，无头</translation>
    </message>
    <message>
        <source>Classify a text</source>
        <translation>文本分类</translation>
    </message>
    <message>
        <source>Classify tokens</source>
        <translation>词元分类</translation>
    </message>
    <message>
        <source>Answer questions</source>
        <translation>问答</translation>
    </message>
    <message>
        <source>Fill masks</source>
        <translation>掩码填充</translation>
    </message>
    <message>
        <source>Generate text (decoder)</source>
        <translation>文本生成（解码器）</translation>
    </message>
    <message>
        <source>Generate text (encoder-decoder)</source>
        <translation>文本生成（编码器-解码器）</translation>
    </message>
    <message>
        <source>Classify an image</source>
        <translation>图像分类</translation>
    </message>
    <message>
        <source>classification head</source>
        <translation>分类头</translation>
    </message>
    <message>
        <source>token classification head</source>
        <translation>词元分类头</translation>
    </message>
    <message>
        <source>question answering head</source>
        <translation>问答头</translation>
    </message>
    <message>
        <source>head</source>
        <translation>头</translation>
    </message>
    <message>
        <source>labels</source>
        <translation>标签</translation>
    </message>
    <message>
        <source>Open with this head</source>
        <translation>用此头打开</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Head to open with</source>
        <translation>打开时所用的头</translation>
    </message>
    <message>
        <source>Number of labels</source>
        <translation>标签数</translation>
    </message>
    <message>
        <source>The %1 is freshly initialised (%2): its answers mean nothing until it is trained.</source>
        <translation>%1是随机初始化的（%2）：训练之前，它的回答没有意义。</translation>
    </message>
    <message>
        <source>This checkpoint has no head and gives embeddings. To classify or generate, open it with one:</source>
        <translation>此检查点没有头，只给出嵌入。要分类或生成，请带一个头打开：</translation>
    </message>
    <message>
        <source>The file lacks weights that the architecture needs (%1), so it opens as a tree only. Open it with another head:</source>
        <translation>文件缺少该架构所需的权重（%1），因此只能以模块树打开。请换用其他头打开：</translation>
    </message>
    <message>
        <source>Open this checkpoint with another head. One that it does not hold is freshly initialised.</source>
        <translation>换用其他头打开此检查点。检查点中没有的头会随机初始化。</translation>
    </message>
    <message>
        <source>%1 brings a head of its own: %2. To compare it with the backbone, open that with such a head too; where the checkpoint holds none, it is freshly initialised.</source>
        <translation>%1 自带一个头：%2。要与主干对比，请也用这种头打开主干；检查点中没有时，它会随机初始化。</translation>
    </message>
</context>
<context>
    <name>deltascope::app::KeptSessions</name>
    <message>
        <source>No deltas</source>
        <translation>没有增量</translation>
    </message>
    <message>
        <source>%1 delta</source>
        <translation>%1 个增量</translation>
    </message>
    <message>
        <source>%1 deltas</source>
        <translation>%1 个增量</translation>
    </message>
    <message>
        <source>%1 column</source>
        <translation>%1 列</translation>
    </message>
    <message>
        <source>%1 columns</source>
        <translation>%1 列</translation>
    </message>
    <message>
        <source>%1 input</source>
        <translation>%1 个输入</translation>
    </message>
    <message>
        <source>%1 inputs</source>
        <translation>%1 个输入</translation>
    </message>
    <message>
        <source>today %1</source>
        <translation>今天 %1</translation>
    </message>
    <message>
        <source>yesterday %1</source>
        <translation>昨天 %1</translation>
    </message>
    <message>
        <source>folder moved, find it</source>
        <translation>文件夹已移动，请定位</translation>
    </message>
    <message>
        <source>open now</source>
        <translation>已打开</translation>
    </message>
</context>
<context>
    <name>deltascope::app::KeysHelp</name>
    <message>
        <source>1 … 9</source>
        <translation>1 … 9</translation>
    </message>
    <message>
        <source>Solo a delta, again: solo off</source>
        <translation>独奏一个增量；再按一次：取消独奏</translation>
    </message>
    <message>
        <source>Ctrl+1 … Ctrl+9</source>
        <translation>Ctrl+1 … Ctrl+9</translation>
    </message>
    <message>
        <source>Attach what a preset holds</source>
        <translation>接入一个预设</translation>
    </message>
    <message>
        <source>Ctrl+Alt+1 … Ctrl+Alt+9</source>
        <translation>Ctrl+Alt+1 … Ctrl+Alt+9</translation>
    </message>
    <message>
        <source>Attach what a column stands for</source>
        <translation>接入某一列所代表的增量</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>快捷键</translation>
    </message>
    <message>
        <source>A short walk</source>
        <translation>简短导览</translation>
    </message>
</context>
<context>
    <name>deltascope::app::LocalModels</name>
    <message>
        <source>none found</source>
        <translation>未找到</translation>
    </message>
    <message>
        <source>no shelf chosen</source>
        <translation>未选择货架</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>打开</translation>
    </message>
    <message>
        <source>Open %1</source>
        <translation>打开 %1</translation>
    </message>
    <message>
        <source>Deltas on the shelf whose files name this model as their backbone</source>
        <translation>货架上以此模型为主干的增量（据其文件所述）</translation>
    </message>
    <message>
        <source>model</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>class</source>
        <translation>类</translation>
    </message>
    <message>
        <source>size</source>
        <translation>大小</translation>
    </message>
    <message>
        <source>deltas that fit</source>
        <translation>适用的增量</translation>
    </message>
</context>
<context>
    <name>deltascope::app::MainWindow</name>
    <message>
        <source>Open a checkpoint</source>
        <translation>打开检查点</translation>
    </message>
    <message>
        <source>Checkpoints (*.safetensors *.bin *.pt *.pth);;All files (*)</source>
        <translation>检查点 (*.safetensors *.bin *.pt *.pth);;所有文件 (*)</translation>
    </message>
    <message>
        <source>Deltascope</source>
        <translation>Deltascope</translation>
    </message>
    <message>
        <source>%1 – Deltascope</source>
        <translation>%1 – Deltascope</translation>
    </message>
    <message>
        <source>Deltas</source>
        <translation>增量</translation>
    </message>
    <message>
        <source>Inspector</source>
        <translation>检查器</translation>
    </message>
    <message>
        <source>Test bench</source>
        <translation>测试台</translation>
    </message>
    <message>
        <source>Divergence plot</source>
        <translation>分歧图</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>语言</translation>
    </message>
    <message>
        <source>Open a model folder</source>
        <translation>打开模型文件夹</translation>
    </message>
    <message>
        <source>Open a model</source>
        <translation>打开模型</translation>
    </message>
    <message>
        <source>Folder, file or hub id, such as facebook/bart-base.
What the local cache lacks is downloaded.</source>
        <translation>文件夹、文件或 Hub ID，例如 facebook/bart-base。
本地缓存中没有的会自动下载。</translation>
    </message>
    <message>
        <source>Dark picture (*.png)</source>
        <translation>深色图片 (*.png)</translation>
    </message>
    <message>
        <source>Picture (*.png)</source>
        <translation>图片 (*.png)</translation>
    </message>
    <message>
        <source>Scalable picture (*.svg)</source>
        <translation>可缩放图片 (*.svg)</translation>
    </message>
    <message>
        <source>Document (*.pdf)</source>
        <translation>文档 (*.pdf)</translation>
    </message>
    <message>
        <source>Text (*.txt)</source>
        <translation>文本 (*.txt)</translation>
    </message>
    <message>
        <source>Export the tree</source>
        <translation>导出模块树</translation>
    </message>
    <message>
        <source>Exported to %1</source>
        <translation>已导出到 %1</translation>
    </message>
    <message>
        <source>A new or empty folder for the report</source>
        <translation>用于报告的新文件夹或空文件夹</translation>
    </message>
    <message>
        <source> report</source>
        <translation> 报告</translation>
    </message>
    <message>
        <source>Compute in the file&apos;s number type</source>
        <translation>以文件的数值类型计算</translation>
    </message>
    <message>
        <source>Half precision takes half the memory and no copies of weights, but is slower and less exact here.</source>
        <translation>半精度只占一半内存，也不复制权重，但在这里更慢、精度更低。</translation>
    </message>
    <message>
        <source>What is open</source>
        <translation>已打开的内容</translation>
    </message>
    <message>
        <source>Folds the attached deltas into the weights of a new checkpoint; what that changes is shown first.</source>
        <translation>将已接入的增量并入新检查点的权重；会先显示由此带来的变化。</translation>
    </message>
    <message>
        <source>A new or empty folder for the delta</source>
        <translation>用于增量的新文件夹或空文件夹</translation>
    </message>
    <message>
        <source>Where is the delta?</source>
        <translation>增量在哪里？</translation>
    </message>
    <message>
        <source>Written to %1</source>
        <translation>已写入 %1</translation>
    </message>
    <message>
        <source>Results saved to %1</source>
        <translation>结果已保存到 %1</translation>
    </message>
    <message>
        <source>Plot saved to %1</source>
        <translation>图已保存到 %1</translation>
    </message>
    <message>
        <source>In the comparison as input %1</source>
        <translation>已作为输入 %1 加入对比</translation>
    </message>
    <message>
        <source>Show it</source>
        <translation>查看</translation>
    </message>
    <message>
        <source>Saved to %1</source>
        <translation>已保存到 %1</translation>
    </message>
    <message>
        <source>%1 is a delta: open the model that it belongs to first.</source>
        <translation>%1 是增量：请先打开它所属的模型。</translation>
    </message>
    <message>
        <source>The report is in %1</source>
        <translation>报告位于 %1</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>打开</translation>
    </message>
    <message>
        <source>%1 and %2 do the same at every module.</source>
        <translation>%1 和 %2 在每个模块上都相同。</translation>
    </message>
    <message>
        <source>%1 and %2 differ at %3, lit in the tree.</source>
        <translation>%1 和 %2 在 %3上不同，已在树中点亮。</translation>
    </message>
    <message>
        <source>%1 module</source>
        <translation>%1 个模块</translation>
    </message>
    <message>
        <source>%1 modules</source>
        <translation>%1 个模块</translation>
    </message>
    <message>
        <source>Where is the model?</source>
        <translation>模型在哪里？</translation>
    </message>
    <message>
        <source>A folder with models in it</source>
        <translation>包含模型的文件夹</translation>
    </message>
    <message>
        <source>%1, %2, %3</source>
        <translation>%1，%2，%3</translation>
    </message>
    <message>
        <source>%1 delta</source>
        <translation>%1 个增量</translation>
    </message>
    <message>
        <source>%1 deltas</source>
        <translation>%1 个增量</translation>
    </message>
    <message>
        <source>%1 column</source>
        <translation>%1 列</translation>
    </message>
    <message>
        <source>%1 columns</source>
        <translation>%1 列</translation>
    </message>
    <message>
        <source>%1 input</source>
        <translation>%1 个输入</translation>
    </message>
    <message>
        <source>%1 inputs</source>
        <translation>%1 个输入</translation>
    </message>
    <message>
        <source>Restored as it was when the program was ended: %1</source>
        <translation>已恢复到程序被强行结束时的状态：%1</translation>
    </message>
</context>
<context>
    <name>deltascope::app::ModelsDelegate</name>
    <message>
        <source>+%1</source>
        <translation>+%1</translation>
    </message>
</context>
<context>
    <name>deltascope::app::Palette</name>
    <message>
        <source>Commands</source>
        <translation>命令</translation>
    </message>
    <message>
        <source>Type a few letters of what you want to do</source>
        <translation>输入几个字，查找想做的操作</translation>
    </message>
    <message>
        <source>Find a command</source>
        <translation>查找命令</translation>
    </message>
    <message>
        <source>Commands found</source>
        <translation>找到的命令</translation>
    </message>
    <message>
        <source>%1: %2 %3</source>
        <translation>%1：%2 %3</translation>
    </message>
    <message>
        <source>No command has these letters</source>
        <translation>没有包含这些字母的命令</translation>
    </message>
</context>
<context>
    <name>deltascope::app::ProgressLine</name>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>Progress</source>
        <translation>进度</translation>
    </message>
    <message>
        <source>F1 shows the keys</source>
        <translation>按 F1 查看快捷键</translation>
    </message>
    <message>
        <source>Opening…</source>
        <translation>正在打开…</translation>
    </message>
    <message>
        <source>Loading…</source>
        <translation>正在加载…</translation>
    </message>
    <message>
        <source>Writing…</source>
        <translation>正在写入…</translation>
    </message>
    <message>
        <source>Evaluating…</source>
        <translation>正在评估…</translation>
    </message>
</context>
<context>
    <name>deltascope::app::Screenshot</name>
    <message>
        <source>the window was not ready in time</source>
        <translation>窗口未能及时就绪</translation>
    </message>
    <message>
        <source>%1 could not be written</source>
        <translation>无法写入 %1</translation>
    </message>
</context>
<context>
    <name>deltascope::app::SessionsDelegate</name>
    <message>
        <source>+%1</source>
        <translation>+%1</translation>
    </message>
    <message>
        <source>folder moved</source>
        <translation>文件夹已移动</translation>
    </message>
    <message>
        <source>Find it…</source>
        <translation>定位…</translation>
    </message>
</context>
<context>
    <name>deltascope::app::StartPage</name>
    <message>
        <source>Find it…</source>
        <translation>定位…</translation>
    </message>
    <message>
        <source>Its session is kept, with its deltas, columns and inputs</source>
        <translation>它的会话已保留，包括增量、列和输入</translation>
    </message>
    <message>
        <source>Hub id or path…</source>
        <translation>Hub ID 或路径…</translation>
    </message>
    <message>
        <source>Look in another folder…</source>
        <translation>在其他文件夹中查找…</translation>
    </message>
    <message>
        <source>Start page</source>
        <translation>起始页</translation>
    </message>
    <message>
        <source>Leave the start page (Esc)</source>
        <translation>离开起始页（Esc）</translation>
    </message>
    <message>
        <source>Recent sessions</source>
        <translation>最近的会话</translation>
    </message>
    <message>
        <source>Models on this machine</source>
        <translation>本机上的模型</translation>
    </message>
    <message>
        <source>What you open is kept here at every edit: deltas, strengths, columns and inputs. Open a model to begin.</source>
        <translation>你打开的内容会随每次编辑保留在这里：增量、强度、列和输入。请先打开一个模型。</translation>
    </message>
    <message>
        <source>RECENT SESSIONS</source>
        <translation>最近的会话</translation>
    </message>
    <message>
        <source>MODELS ON THIS MACHINE</source>
        <translation>本机上的模型</translation>
    </message>
    <message>
        <source>Back to %1</source>
        <translation>返回 %1</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <translation>%1，%2</translation>
    </message>
    <message>
        <source>%1 model</source>
        <translation>%1 个模型</translation>
    </message>
    <message>
        <source>%1 models</source>
        <translation>%1 个模型</translation>
    </message>
    <message>
        <source>In %1 and the folders of models that were open</source>
        <translation>位于 %1 以及曾打开的模型的文件夹</translation>
    </message>
    <message>
        <source>Looking through %1…</source>
        <translation>正在查找 %1…</translation>
    </message>
    <message>
        <source>No model in %1 yet. Look in another folder, or type the hub id of one: it is downloaded into that cache.</source>
        <translation>%1 中还没有模型。可在其他文件夹中查找，或输入模型的 Hub ID：它会下载到该缓存。</translation>
    </message>
</context>
<context>
    <name>deltascope::app::Story</name>
    <message>
        <source>A short walk</source>
        <translation>简短导览</translation>
    </message>
    <message>
        <source>Open the demo</source>
        <translation>打开演示</translation>
    </message>
    <message>
        <source>Nine steps through the window, on the demo</source>
        <translation>在演示上分九步了解窗口</translation>
    </message>
    <message>
        <source>A model, three deltas, one switch</source>
        <translation>一个模型，三个增量，一个开关</translation>
    </message>
    <message>
        <source>See where deltas sit</source>
        <translation>查看增量的位置</translation>
    </message>
    <message>
        <source>Rows are modules, a mark is a delta at its place. Three small deltas sit on one model, 1.2 % of its size each.</source>
        <translation>行是模块，标记表示增量所在之处。一个模型上有三个小增量，各占其大小的 1.2 %。</translation>
    </message>
    <message>
        <source>Click one switch</source>
        <translation>点击一个开关</translation>
    </message>
    <message>
        <source>With en attached the same sentence becomes a game. Detach it and the backbone answers again, to the last bit.</source>
        <translation>接入 en 后，同一句话被判为游戏。断开后，主干的回答与之前逐位相同。</translation>
    </message>
    <message>
        <source>Read where they part</source>
        <translation>读出从何处偏离</translation>
    </message>
    <message>
        <source>The line shows the first module whose output changes, and how far every column has moved from there.</source>
        <translation>曲线显示输出最先变化的模块，以及各列从那里起偏离了多远。</translation>
    </message>
    <message>
        <source>the demo is on this machine already: %1, no network</source>
        <translation>演示已在本机上：%1，无需联网</translation>
    </message>
    <message>
        <source>Show the story</source>
        <translation>显示介绍</translation>
    </message>
    <message>
        <source>Don&apos;t show the story again</source>
        <translation>不再显示介绍</translation>
    </message>
</context>
<context>
    <name>deltascope::app::TopBar</name>
    <message>
        <source>backbone untouched</source>
        <translation>主干未改动</translation>
    </message>
    <message>
        <source>Open…</source>
        <translation>打开…</translation>
    </message>
    <message>
        <source>Open a model (Ctrl+O)</source>
        <translation>打开模型 (Ctrl+O)</translation>
    </message>
    <message>
        <source>View</source>
        <translation>视图</translation>
    </message>
    <message>
        <source>Show and hide panels</source>
        <translation>显示和隐藏面板</translation>
    </message>
    <message>
        <source>Commands</source>
        <translation>命令</translation>
    </message>
    <message>
        <source>Every action with its key (Ctrl+K)</source>
        <translation>所有操作及其快捷键 (Ctrl+K)</translation>
    </message>
    <message>
        <source>Switch between the dark and the light theme</source>
        <translation>在深色与浅色主题间切换</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>撤销</translation>
    </message>
    <message>
        <source>Nothing to undo</source>
        <translation>没有可撤销的操作</translation>
    </message>
    <message>
        <source>Redo</source>
        <translation>重做</translation>
    </message>
    <message>
        <source>Nothing to redo</source>
        <translation>没有可重做的操作</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>导出</translation>
    </message>
    <message>
        <source>Export the tree (Ctrl+E)</source>
        <translation>导出模块树 (Ctrl+E)</translation>
    </message>
    <message>
        <source>Add delta</source>
        <translation>添加增量</translation>
    </message>
    <message>
        <source>Load a saved delta or make a fresh one (Ctrl+D)</source>
        <translation>加载已保存的增量或新建一个 (Ctrl+D)</translation>
    </message>
    <message>
        <source>The weights are mapped read-only: deltas compute beside them, nothing writes to them.</source>
        <translation>权重以只读方式映射：增量在其旁路计算，不会写入权重。</translation>
    </message>
    <message>
        <source>Deltascope</source>
        <translation>Deltascope</translation>
    </message>
    <message>
        <source>Undo: %1 (Ctrl+Z)</source>
        <translation>撤销：%1 (Ctrl+Z)</translation>
    </message>
    <message>
        <source>Redo: %1 (Ctrl+Shift+Z)</source>
        <translation>重做：%1 (Ctrl+Shift+Z)</translation>
    </message>
    <message>
        <source>nothing open</source>
        <translation>未打开任何内容</translation>
    </message>
</context>
<context>
    <name>deltascope::app::Walk</name>
    <message>
        <source>A short walk</source>
        <translation>简短导览</translation>
    </message>
    <message>
        <source>The walk is on the bundled demo. Open it in the place of %1?</source>
        <translation>导览在自带的演示上进行。要用它替换 %1 吗？</translation>
    </message>
    <message>
        <source>What is open is kept, and stands among the recent sessions of the start page.</source>
        <translation>已打开的内容会保留在起始页的最近会话中。</translation>
    </message>
    <message>
        <source>Open the demo</source>
        <translation>打开演示</translation>
    </message>
    <message>
        <source>Deltas stand in the rack</source>
        <translation>增量在机架中</translation>
    </message>
    <message>
        <source>A mark is a delta at its place</source>
        <translation>标记表示增量所在之处</translation>
    </message>
    <message>
        <source>Rows are modules, columns are deltas. The three marks in this row say that all three change this module: hollow is detached, filled is attached. A click on a mark switches that one place.</source>
        <translation>行是模块，列是增量。此行的三个标记表示三个增量都改变这个模块：空心为断开，实心为接入。点击标记只切换这一处。</translation>
    </message>
    <message>
        <source>Attach %1</source>
        <translation>接入 %1</translation>
    </message>
    <message>
        <source>Click the switch, or press Space.</source>
        <translation>点击开关，或按空格键。</translation>
    </message>
    <message>
        <source>One sentence, every configuration</source>
        <translation>一句话，所有配置</translation>
    </message>
    <message>
        <source>Inputs down, configurations across: the bare backbone, then each delta alone. The likeliest label is bold, and what a delta changes is marked. All columns run together and cost little more than one.</source>
        <translation>纵向是输入，横向是配置：先是纯主干，然后是各个增量。最可能的标签为粗体，增量改变之处有标记。所有列一起运行，代价只比一列略高。</translation>
    </message>
    <message>
        <source>Type a text of your own</source>
        <translation>输入你自己的文本</translation>
    </message>
    <message>
        <source>Whatever you type is answered in every column while you type. Lines can be pasted, and files of inputs dropped.</source>
        <translation>输入的同时，每一列都会给出回答。可以粘贴多行，也可以拖放输入文件。</translation>
    </message>
    <message>
        <source>Write about a program: a game, a player, a compiler.</source>
        <translation>写一写某个软件：游戏、播放器、编译器。</translation>
    </message>
    <message>
        <source>Where outputs part</source>
        <translation>输出从何处偏离</translation>
    </message>
    <message>
        <source>Module by module in the order they run: how far each column is from the backbone. A line leaves zero at the first module that a delta changes.</source>
        <translation>按运行顺序逐个模块：各列离主干有多远。曲线在增量改变的第一个模块处离开零。</translation>
    </message>
    <message>
        <source>Click a point: its module is selected in the tree.</source>
        <translation>点击一个点：模块树中会选中它的模块。</translation>
    </message>
    <message>
        <source>Which layers are responsible?</source>
        <translation>哪些层起了作用？</translation>
    </message>
    <message>
        <source>A delta sits in many modules. A search can find the fewest of them that still change an answer.</source>
        <translation>一个增量位于许多模块。搜索可以找出仍能改变回答的最少模块。</translation>
    </message>
    <message>
        <source>Open this tab.</source>
        <translation>打开此标签页。</translation>
    </message>
    <message>
        <source>Let it search</source>
        <translation>让它搜索</translation>
    </message>
    <message>
        <source>Press Search.</source>
        <translation>按“搜索”。</translation>
    </message>
    <message>
        <source>Take it with you</source>
        <translation>带走结果</translation>
    </message>
    <message>
        <source>Export saves the tree as a picture for a talk. Ctrl+R writes a report: a page that needs no network, with the tree, all answers and the command that makes it again. Ctrl+K finds everything else, F1 lists the keys.</source>
        <translation>“导出”将模块树存为演讲用的图片。Ctrl+R 写出报告：无需联网的页面，含模块树、全部回答和重新生成它的命令。Ctrl+K 可找到其他一切，F1 列出快捷键。</translation>
    </message>
    <message>
        <source>Each card is a small set of trained weights beside one large model. Its switch attaches it, its slider says how strongly, and its meter how far it moves the answers. The model itself is never written.</source>
        <translation>每张卡片是大模型旁的一小组训练好的权重。开关将其接入，滑块设定强度，指示条显示它使回答改变多少。模型本身从不被写入。</translation>
    </message>
    <message>
        <source>Its marks fill in the tree, and everything that is computed with what is attached is computed anew. Detached again, the model answers as before, to the last bit.</source>
        <translation>它的标记在模块树中变为实心，所有依赖当前接入的结果都会重新计算。断开后，模型的回答与之前逐位相同。</translation>
    </message>
    <message>
        <source>It attaches the delta at fewer and fewer modules and keeps those without which the answer falls back. The tree shows where it is.</source>
        <translation>它在越来越少的模块上接入增量，保留那些一旦缺少回答就会退回的模块。模块树显示进展。</translation>
    </message>
</context>
<context>
    <name>deltascope::items</name>
    <message>
        <source>%1 line</source>
        <translation>%1 条样本</translation>
    </message>
    <message>
        <source>%1 lines</source>
        <translation>%1 条样本</translation>
    </message>
    <message>
        <source>accuracy</source>
        <translation>准确率</translation>
    </message>
    <message>
        <source>macro F1</source>
        <translation>宏平均 F1</translation>
    </message>
    <message>
        <source>span F1</source>
        <translation>片段 F1</translation>
    </message>
    <message>
        <source>loss</source>
        <translation>损失</translation>
    </message>
    <message>
        <source>perplexity</source>
        <translation>困惑度</translation>
    </message>
    <message>
        <source>tokens</source>
        <translation>词元</translation>
    </message>
    <message>
        <source>exact match</source>
        <translation>完全匹配</translation>
    </message>
    <message>
        <source>squared error</source>
        <translation>平方误差</translation>
    </message>
    <message>
        <source>abs. error</source>
        <translation>绝对误差</translation>
    </message>
    <message>
        <source>Pearson</source>
        <translation>Pearson</translation>
    </message>
    <message>
        <source>Spearman</source>
        <translation>Spearman</translation>
    </message>
    <message>
        <source>Share of what is answered right</source>
        <translation>回答正确的比例</translation>
    </message>
    <message>
        <source>Mean F1 of the labels that occur in truth or answers</source>
        <translation>真值或回答中出现的各标签的平均 F1</translation>
    </message>
    <message>
        <source>F1 of whole spans (BIO labels, as seqeval counts them)</source>
        <translation>整个片段的 F1（BIO 标签，与 seqeval 的算法一致）</translation>
    </message>
    <message>
        <source>Mean cross-entropy over all that counts</source>
        <translation>所有计入项的平均交叉熵</translation>
    </message>
    <message>
        <source>exp of the mean loss of a token</source>
        <translation>每词元平均损失的 exp</translation>
    </message>
    <message>
        <source>Tokens that count</source>
        <translation>计入的词元数</translation>
    </message>
    <message>
        <source>Share of generated texts that equal their targets, blanks at the ends aside</source>
        <translation>生成文本与目标相同的比例，忽略首尾空白</translation>
    </message>
    <message>
        <source>Mean squared error</source>
        <translation>均方误差</translation>
    </message>
    <message>
        <source>Mean absolute error</source>
        <translation>平均绝对误差</translation>
    </message>
    <message>
        <source>Pearson&apos;s correlation of numbers and truth</source>
        <translation>数值与真值的 Pearson 相关系数</translation>
    </message>
    <message>
        <source>Spearman&apos;s rank correlation of numbers and truth</source>
        <translation>数值与真值的 Spearman 秩相关系数</translation>
    </message>
    <message>
        <source>p &lt; 0.001</source>
        <translation>p &lt; 0.001</translation>
    </message>
    <message>
        <source>p = %1</source>
        <translation>p = %1</translation>
    </message>
    <message>
        <source>the same on every line</source>
        <translation>每条样本都相同</translation>
    </message>
    <message>
        <source>better on %1, worse on %2: %3</source>
        <translation>%1变好，%2 条变差：%3</translation>
    </message>
    <message>
        <source>surely better</source>
        <translation>确定更好</translation>
    </message>
    <message>
        <source>surely worse</source>
        <translation>确定更差</translation>
    </message>
    <message>
        <source>probably better</source>
        <translation>可能更好</translation>
    </message>
    <message>
        <source>probably worse</source>
        <translation>可能更差</translation>
    </message>
    <message>
        <source>no clear difference</source>
        <translation>无明显差异</translation>
    </message>
    <message>
        <source>%1: attached</source>
        <translation>%1：已接入</translation>
    </message>
    <message>
        <source>%1: detached</source>
        <translation>%1：已断开</translation>
    </message>
    <message>
        <source>%1: attached at %2 of %3 modules</source>
        <translation>%1：已接入 %3 个模块中的 %2 个</translation>
    </message>
    <message>
        <source>open it with another head (Open, With another head…)</source>
        <translation>换用其他头打开（打开 → 换用其他头…）</translation>
    </message>
    <message>
        <source>open the backbone with the head \1 (Open, With another head…)</source>
        <translation>用 \1 头打开主干（打开 → 换用其他头…）</translation>
    </message>
    <message>
        <source> (the model without a head may have it)</source>
        <translation> （不带头的模型可能有）</translation>
    </message>
    <message>
        <source>say how many at most, under the table where it says how texts are generated</source>
        <translation>在表格下方设置文本生成方式处指定最大数量</translation>
    </message>
    <message>
        <source>choose one on the input&apos;s card</source>
        <translation>在输入的卡片上选择一个</translation>
    </message>
    <message>
        <source>then add the delta</source>
        <translation>然后添加增量</translation>
    </message>
    <message>
        <source>a delta: open its backbone, then add it</source>
        <translation>是增量：请先打开其主干，再添加它</translation>
    </message>
    <message>
        <source>texts that end an answer:</source>
        <translation>结束回答的文本：</translation>
    </message>
    <message>
        <source>generated answers:</source>
        <translation>生成的回答：</translation>
    </message>
    <message>
        <source>head:</source>
        <translation>头：</translation>
    </message>
    <message>
        <source>|dW| / |W| is %1</source>
        <translation>|dW| / |W| 为 %1</translation>
    </message>
    <message>
        <source>|dW| / |W| is %1 at most</source>
        <translation>|dW| / |W| 最大为 %1</translation>
    </message>
    <message>
        <source>, as in “ids: 1, 2, 3”</source>
        <translation>，例如“ids: 1, 2, 3”</translation>
    </message>
</context>
<context>
    <name>deltascope::items::Blaming</name>
    <message>
        <source>attach what is responsible</source>
        <translation>接入起作用的位点</translation>
    </message>
</context>
<context>
    <name>deltascope::items::Drifting</name>
    <message>
        <source>Open its model here first, with weights to run it: that is what its answers are held against.</source>
        <translation>请先在本地打开该模型及其权重：其答案将与之对照。</translation>
    </message>
    <message>
        <source>There is nothing to hold its answers against: no column there is one that could run here.</source>
        <translation>没有可与其答案对照的内容：那里的列都无法在本地运行。</translation>
    </message>
    <message>
        <source>stopped</source>
        <translation>已停止</translation>
    </message>
    <message>
        <source>%1 is not here: nothing to hold its answers against</source>
        <translation>%1 不在本地：没有可对照的内容</translation>
    </message>
    <message>
        <source>There are no inputs to ask about.</source>
        <translation>没有可询问的输入。</translation>
    </message>
    <message>
        <source>input %1</source>
        <translation>输入 %1</translation>
    </message>
    <message>
        <source>%1, input %2: %3</source>
        <translation>%1，输入 %2：%3</translation>
    </message>
    <message>
        <source>No question was answered</source>
        <translation>没有任何提问得到回答</translation>
    </message>
</context>
<context>
    <name>deltascope::items::EvaluationModel</name>
    <message>
        <source> so far</source>
        <translation> （目前）</translation>
    </message>
    <message>
        <source>the baseline</source>
        <translation>基准</translation>
    </message>
    <message>
        <source>waits</source>
        <translation>等待中</translation>
    </message>
    <message>
        <source>not evaluated yet</source>
        <translation>尚未评估</translation>
    </message>
    <message>
        <source>95 % of the time the accuracy is between %1 and %2 (Wilson&apos;s interval)</source>
        <translation>准确率有 95% 的把握在 %1 与 %2 之间（Wilson 区间）</translation>
    </message>
    <message>
        <source>Accuracy with its 95 % interval (Wilson); dashed: the baseline</source>
        <translation>准确率及其 95% 区间（Wilson）；虚线：基准</translation>
    </message>
    <message>
        <source>Change of the accuracy against the baseline, in points</source>
        <translation>准确率相对基准的变化，以百分点计</translation>
    </message>
    <message>
        <source>Change of the %1 against the baseline, in percent</source>
        <translation>%1：相对基准的变化，以百分比计</translation>
    </message>
    <message>
        <source>Whether the difference from the baseline is chance: McNemar&apos;s exact test where lines are right or wrong, the sign test elsewhere</source>
        <translation>与基准的差异是否出于偶然：样本有对错之分时用 McNemar 精确检验，否则用符号检验</translation>
    </message>
    <message>
        <source>configuration</source>
        <translation>配置</translation>
    </message>
    <message>
        <source>accuracy with its interval</source>
        <translation>准确率及其区间</translation>
    </message>
    <message>
        <source>change</source>
        <translation>变化</translation>
    </message>
    <message>
        <source>against the baseline</source>
        <translation>与基准相比</translation>
    </message>
    <message>
        <source>not a number</source>
        <translation>不是数字</translation>
    </message>
    <message>
        <source>left out: %1 of %2, not a number</source>
        <translation>未计入 %1 / %2：不是数字</translation>
    </message>
</context>
<context>
    <name>deltascope::items::Keeper</name>
    <message>
        <source>The session is not kept: %1</source>
        <translation>会话未能保留：%1</translation>
    </message>
</context>
<context>
    <name>deltascope::items::LinesModel</name>
    <message>
        <source>log p %1</source>
        <translation>log p %1</translation>
    </message>
    <message>
        <source>better</source>
        <translation>变好</translation>
    </message>
    <message>
        <source>worse</source>
        <translation>变差</translation>
    </message>
    <message>
        <source>wrong otherwise</source>
        <translation>错得不同</translation>
    </message>
    <message>
        <source>%1 said</source>
        <translation>%1 的回答</translation>
    </message>
    <message>
        <source>change</source>
        <translation>变化</translation>
    </message>
    <message>
        <source>text</source>
        <translation>文本</translation>
    </message>
    <message>
        <source>expected</source>
        <translation>期望</translation>
    </message>
    <message>
        <source>not a number</source>
        <translation>不是数字</translation>
    </message>
</context>
<context>
    <name>deltascope::items::Meters</name>
    <message>
        <source>total variation between the probabilities with this delta alone and those of the bare backbone</source>
        <translation>仅接入此增量时的概率与纯主干的概率之间的全变差</translation>
    </message>
    <message>
        <source>relative change of the last module&apos;s output with this delta alone against the bare backbone</source>
        <translation>仅接入此增量时最后一个模块输出相对纯主干的变化</translation>
    </message>
    <message>
        <source>1 - cosine between the output with this delta alone and that of the bare backbone</source>
        <translation>1 - 仅接入此增量时的输出与纯主干输出的余弦</translation>
    </message>
    <message>
        <source>Effect on the chosen input alone: %1, at its present strength.</source>
        <translation>仅对所选输入的影响：%1，按当前强度。</translation>
    </message>
    <message>
        <source>Effect on all inputs: %1, mean over the inputs, at its present strength.</source>
        <translation>对全部输入的影响：%1，对输入取平均，按当前强度。</translation>
    </message>
</context>
<context>
    <name>deltascope::items::ModuleTreeModel</name>
    <message>
        <source>module</source>
        <translation>模块</translation>
    </message>
    <message>
        <source>parameters</source>
        <translation>参数</translation>
    </message>
</context>
<context>
    <name>deltascope::items::ServedCells</name>
    <message>
        <source>servers write texts, which this model does not</source>
        <translation>服务器生成文本，而此模型不生成</translation>
    </message>
    <message>
        <source>needs a tokenizer here, which makes the prompts</source>
        <translation>此处需要分词器来生成提示</translation>
    </message>
    <message>
        <source>%1 is not connected</source>
        <translation>%1 未连接</translation>
    </message>
    <message>
        <source>asking %1…</source>
        <translation>正在询问 %1…</translation>
    </message>
</context>
<context>
    <name>deltascope::items::Servers</name>
    <message>
        <source>There is a server called %1 already; write another name before the address: NAME=URL</source>
        <translation>已有名为 %1 的服务器；请在地址前写另一个名称：名称=URL</translation>
    </message>
    <message>
        <source>This address is in the list already, as %1</source>
        <translation>此地址已在列表中，名为 %1</translation>
    </message>
</context>
<context>
    <name>deltascope::items::Session</name>
    <message>
        <source>add column</source>
        <translation>添加列</translation>
    </message>
    <message>
        <source>remove column</source>
        <translation>移除列</translation>
    </message>
    <message>
        <source>reorder columns</source>
        <translation>调整列顺序</translation>
    </message>
    <message>
        <source>rename column</source>
        <translation>重命名列</translation>
    </message>
    <message>
        <source>change column</source>
        <translation>更改列</translation>
    </message>
    <message>
        <source>add input</source>
        <translation>添加输入</translation>
    </message>
    <message>
        <source>add %1 inputs</source>
        <translation>添加 %1 个输入</translation>
    </message>
    <message>
        <source>remove input</source>
        <translation>移除输入</translation>
    </message>
    <message>
        <source>edit input</source>
        <translation>编辑输入</translation>
    </message>
    <message>
        <source>expected answer</source>
        <translation>期望回答</translation>
    </message>
    <message>
        <source>change rule</source>
        <translation>更改规则</translation>
    </message>
    <message>
        <source>go on with an answer</source>
        <translation>接着一个回答继续</translation>
    </message>
    <message>
        <source>what cells show</source>
        <translation>单元格的显示内容</translation>
    </message>
    <message>
        <source>how texts are generated</source>
        <translation>文本生成方式</translation>
    </message>
    <message>
        <source>Not added: it was cancelled.</source>
        <translation>未添加：已取消。</translation>
    </message>
    <message>
        <source>was not added: another model was opened first</source>
        <translation>未添加：其间打开了另一个模型</translation>
    </message>
    <message>
        <source>find %1</source>
        <translation>定位 %1</translation>
    </message>
    <message>
        <source>add %1</source>
        <translation>添加 %1</translation>
    </message>
    <message>
        <source>remove %1</source>
        <translation>移除 %1</translation>
    </message>
    <message>
        <source>reorder deltas</source>
        <translation>调整增量顺序</translation>
    </message>
    <message>
        <source>rename %1</source>
        <translation>重命名 %1</translation>
    </message>
    <message>
        <source>attach %1</source>
        <translation>接入 %1</translation>
    </message>
    <message>
        <source>detach %1</source>
        <translation>断开 %1</translation>
    </message>
    <message>
        <source>one module</source>
        <translation>1 个模块</translation>
    </message>
    <message>
        <source>%1 modules</source>
        <translation>%1 个模块</translation>
    </message>
    <message>
        <source>attach %1 at %2</source>
        <translation>在 %2接入 %1</translation>
    </message>
    <message>
        <source>detach %1 at %2</source>
        <translation>在 %2断开 %1</translation>
    </message>
    <message>
        <source>strength of %1</source>
        <translation>%1 的强度</translation>
    </message>
    <message>
        <source>strength of %1 at a module</source>
        <translation>%1 在某个模块的强度</translation>
    </message>
    <message>
        <source>strength of %1 at %2 modules</source>
        <translation>%1 在 %2 个模块的强度</translation>
    </message>
    <message>
        <source>solo off</source>
        <translation>取消独奏</translation>
    </message>
    <message>
        <source>solo %1</source>
        <translation>独奏 %1</translation>
    </message>
    <message>
        <source>colour of %1</source>
        <translation>%1 的颜色</translation>
    </message>
    <message>
        <source>%1 in no group</source>
        <translation>%1 移出分组</translation>
    </message>
    <message>
        <source>%1 in group %2</source>
        <translation>%1 归入分组 %2</translation>
    </message>
    <message>
        <source>mute all</source>
        <translation>全部静音</translation>
    </message>
    <message>
        <source>mute %1</source>
        <translation>静音 %1</translation>
    </message>
    <message>
        <source>keep as a preset</source>
        <translation>存为预设</translation>
    </message>
    <message>
        <source>change a preset</source>
        <translation>更改预设</translation>
    </message>
    <message>
        <source>rename a preset</source>
        <translation>重命名预设</translation>
    </message>
    <message>
        <source>remove a preset</source>
        <translation>移除预设</translation>
    </message>
    <message>
        <source>baseline</source>
        <translation>基准</translation>
    </message>
    <message>
        <source>choose labelled lines</source>
        <translation>选择标注样本</translation>
    </message>
    <message>
        <source>add rule</source>
        <translation>添加规则</translation>
    </message>
    <message>
        <source>reorder rules</source>
        <translation>调整规则顺序</translation>
    </message>
    <message>
        <source>remove rule</source>
        <translation>移除规则</translation>
    </message>
    <message>
        <source>rules by language</source>
        <translation>按语言的规则</translation>
    </message>
</context>
<context>
    <name>deltascope::items::ShelfModel</name>
    <message>
        <source>open a model to see whether it fits</source>
        <translation>打开模型以查看是否适配</translation>
    </message>
    <message>
        <source>fits the open model</source>
        <translation>适配当前模型</translation>
    </message>
    <message>
        <source>does not fit the open model</source>
        <translation>不适配当前模型</translation>
    </message>
    <message>
        <source>cannot be read</source>
        <translation>无法读取</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 / %2</translation>
    </message>
    <message>
        <source>targets %1</source>
        <translation>目标 %1</translation>
    </message>
    <message>
        <source>%1 parameters, %2</source>
        <translation>%1 个参数，%2</translation>
    </message>
    <message>
        <source>made for %1</source>
        <translation>适用于 %1</translation>
    </message>
    <message>
        <source>same content as %1</source>
        <translation>与 %1 内容相同</translation>
    </message>
</context>
<context>
    <name>deltascope::items::SimilarityModel</name>
    <message>
        <source>all</source>
        <translation>全部</translation>
    </message>
    <message>
        <source>%1 and %2</source>
        <translation>%1 和 %2</translation>
    </message>
    <message>
        <source>%1 over the %2 modules that both change: cosine %3</source>
        <translation>%1，在两者都改变的 %2 个模块上：余弦 %3</translation>
    </message>
    <message>
        <source>%1: one of them changes nothing</source>
        <translation>%1：其中之一没有改变任何权重</translation>
    </message>
    <message>
        <source>%1 do not both change %2</source>
        <translation>%1 并未都改变 %2</translation>
    </message>
    <message>
        <source>cosine %1</source>
        <translation>余弦 %1</translation>
    </message>
    <message>
        <source>one of them changes nothing there</source>
        <translation>其中之一在此处没有改变</translation>
    </message>
    <message>
        <source>%1 at %2: %3</source>
        <translation>%1 在 %2：%3</translation>
    </message>
    <message>
        <source>%1 at %2: %3; what they write meets at %4° to %5°</source>
        <translation>%1 在 %2：%3；两者写入的方向夹角为 %4° 到 %5°</translation>
    </message>
</context>
<context>
    <name>deltascope::items::Sweep</name>
    <message>
        <source>like without the delta</source>
        <translation>与无增量时相同</translation>
    </message>
    <message>
        <source>like as trained</source>
        <translation>与训练强度时相同</translation>
    </message>
    <message>
        <source>from the output without the delta</source>
        <translation>与无增量时输出的距离</translation>
    </message>
    <message>
        <source>probability</source>
        <translation>概率</translation>
    </message>
    <message>
        <source>value</source>
        <translation>值</translation>
    </message>
    <message>
        <source>share of its tokens, from the first on</source>
        <translation>从首个词元起相同的词元比例</translation>
    </message>
    <message>
        <source>1 - cosine</source>
        <translation>1 - 余弦</translation>
    </message>
</context>
<context>
    <name>deltascope::items::TreeSearch</name>
    <message>
        <source>nothing found</source>
        <translation>未找到</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 / %2</translation>
    </message>
    <message>
        <source>%1 found</source>
        <translation>找到 %1 个</translation>
    </message>
</context>
<context>
    <name>deltascope::views</name>
    <message>
        <source>rank %1</source>
        <translation>秩 %1</translation>
    </message>
    <message>
        <source>alpha %1</source>
        <translation>alpha %1</translation>
    </message>
    <message>
        <source>scaling %1</source>
        <translation>缩放 %1</translation>
    </message>
    <message>
        <source>at %1</source>
        <translation>位于 %1</translation>
    </message>
    <message>
        <source>saved whole: %1</source>
        <translation>完整保存：%1</translation>
    </message>
    <message>
        <source>head: %1</source>
        <translation>头：%1</translation>
    </message>
    <message>
        <source>task %1</source>
        <translation>任务 %1</translation>
    </message>
    <message>
        <source>base model %1</source>
        <translation>基础模型 %1</translation>
    </message>
    <message>
        <source>, %1</source>
        <translation>，%1</translation>
    </message>
    <message>
        <source>%1 label</source>
        <translation>%1 个标签</translation>
    </message>
    <message>
        <source>%1 labels</source>
        <translation>%1 个标签</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <translation>%1（%2）</translation>
    </message>
    <message>
        <source>detached</source>
        <translation>已断开</translation>
    </message>
    <message>
        <source>at %1 of %2 modules</source>
        <translation>在 %2 个模块中的 %1 个</translation>
    </message>
</context>
<context>
    <name>deltascope::views::AddDeltaPanel</name>
    <message>
        <source>Add</source>
        <translation>添加</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Add delta</source>
        <translation>添加增量</translation>
    </message>
    <message>
        <source>Name of the delta</source>
        <translation>增量的名称</translation>
    </message>
    <message>
        <source>Saved</source>
        <translation>已保存</translation>
    </message>
    <message>
        <source>Fresh</source>
        <translation>新建</translation>
    </message>
    <message>
        <source>ADD DELTA</source>
        <translation>添加增量</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>%1 module matches, lit in the tree.</source>
        <translation>%1 个模块匹配，已在模块树中点亮。</translation>
    </message>
    <message>
        <source>%1 modules match, lit in the tree.</source>
        <translation>%1 个模块匹配，已在模块树中点亮。</translation>
    </message>
    <message>
        <source>No module matches.</source>
        <translation>没有匹配的模块。</translation>
    </message>
    <message>
        <source>Nothing matches %1.</source>
        <translation>没有模块匹配 %1。</translation>
    </message>
    <message>
        <source>%1 %2, %3</source>
        <translation>%1 %2，%3</translation>
    </message>
    <message>
        <source>%1 parameter</source>
        <translation>%1 个参数</translation>
    </message>
    <message>
        <source>%1 parameters</source>
        <translation>%1 个参数</translation>
    </message>
    <message>
        <source>fits this model</source>
        <translation>适配此模型</translation>
    </message>
    <message>
        <source>does not fit this model</source>
        <translation>不适配此模型</translation>
    </message>
    <message>
        <source>Looking at it…</source>
        <translation>正在查看…</translation>
    </message>
    <message>
        <source>Open a model first.</source>
        <translation>请先打开模型。</translation>
    </message>
    <message>
        <source>Name the modules, or click them in the tree.</source>
        <translation>填写模块名，或在模块树中点选。</translation>
    </message>
    <message>
        <source>Adding…</source>
        <translation>正在添加…</translation>
    </message>
</context>
<context>
    <name>deltascope::views::BarChart</name>
    <message>
        <source>Save the chart</source>
        <translation>保存图表</translation>
    </message>
    <message>
        <source>Saved as %1</source>
        <translation>已保存为 %1</translation>
    </message>
    <message>
        <source>%1 could not be written: %2</source>
        <translation>无法写入 %1：%2</translation>
    </message>
    <message>
        <source>Save as picture…</source>
        <translation>另存为图片…</translation>
    </message>
    <message>
        <source>Save as CSV…</source>
        <translation>另存为 CSV…</translation>
    </message>
    <message>
        <source>%1, at most %2</source>
        <translation>%1，最大 %2</translation>
    </message>
</context>
<context>
    <name>deltascope::views::BenchBar</name>
    <message>
        <source>Another seed</source>
        <translation>换个种子</translation>
    </message>
    <message>
        <source>Generation and view</source>
        <translation>生成与显示</translation>
    </message>
    <message>
        <source>How texts are generated</source>
        <translation>文本生成方式</translation>
    </message>
    <message>
        <source>Draw all answers again, with another seed</source>
        <translation>换一个种子，重新采样所有回答</translation>
    </message>
    <message>
        <source>Answers</source>
        <translation>回答</translation>
    </message>
    <message>
        <source>Log-probability</source>
        <translation>对数概率</translation>
    </message>
    <message>
        <source>Difference</source>
        <translation>差值</translation>
    </message>
    <message>
        <source>What cells show</source>
        <translation>单元格的显示内容</translation>
    </message>
    <message>
        <source>How probable the inputs are under each column, token by token: texts themselves; after a conversation, and of an encoder-decoder, the baseline&apos;s answer</source>
        <translation>各列下输入的概率，逐词元：文本取其本身；对话之后以及编码器-解码器，则取基准的回答</translation>
    </message>
</context>
<context>
    <name>deltascope::views::BenchPanel</name>
    <message>
        <source>Test bench</source>
        <translation>测试台</translation>
    </message>
    <message>
        <source>Add a column</source>
        <translation>添加列</translation>
    </message>
    <message>
        <source>
Without a tokenizer, write token ids as an input: ids: 0, 8, 2</source>
        <translation>
没有分词器时，以词元 id 作为输入：ids: 0, 8, 2</translation>
    </message>
    <message>
        <source>Open a model, and what it says to your inputs stands here, one column a configuration.</source>
        <translation>打开模型后，它对输入的回答显示在这里，每种配置一列。</translation>
    </message>
    <message>
        <source>This model opens as a tree only: there is no known architecture to run its weights with.</source>
        <translation>此模型只能以模块树打开：没有已知的架构可运行其权重。</translation>
    </message>
    <message>
        <source>Choose or drop a picture on the left; what each column says to it appears here.</source>
        <translation>在左侧选择或拖放图片；各列的回答会显示在这里。</translation>
    </message>
    <message>
        <source>Type a sentence on the left; what each column says to it appears here as you type.</source>
        <translation>在左侧输入句子；各列的回答会随输入显示在这里。</translation>
    </message>
    <message>
        <source>Add a column with +, for example from what is attached now.</source>
        <translation>用 + 添加列，例如以当前接入的增量。</translation>
    </message>
    <message>
        <source>From what is attached now</source>
        <translation>以当前接入的增量</translation>
    </message>
    <message>
        <source>As attached</source>
        <translation>当前接入</translation>
    </message>
    <message>
        <source>By rule: every input with its own delta</source>
        <translation>按规则：每个输入用各自的增量</translation>
    </message>
    <message>
        <source>Bare backbone</source>
        <translation>纯主干</translation>
    </message>
    <message>
        <source>%1 alone</source>
        <translation>仅 %1</translation>
    </message>
    <message>
        <source>Several deltas…</source>
        <translation>多个增量…</translation>
    </message>
    <message>
        <source>On %1</source>
        <translation>在 %1 上</translation>
    </message>
    <message>
        <source>On a server…</source>
        <translation>在服务器上…</translation>
    </message>
</context>
<context>
    <name>deltascope::views::BenchTable</name>
    <message>
        <source>Comparison of columns</source>
        <translation>各列对比</translation>
    </message>
</context>
<context>
    <name>deltascope::views::BlameChart</name>
    <message>
        <source>Runs of the search</source>
        <translation>搜索的各次运行</translation>
    </message>
    <message>
        <source>%1 on, found</source>
        <translation>接入 %1，已找到</translation>
    </message>
    <message>
        <source>%1 on</source>
        <translation>接入 %1</translation>
    </message>
    <message>
        <source>1 site</source>
        <translation>1 个位点</translation>
    </message>
    <message>
        <source>%1 sites</source>
        <translation>%1 个位点</translation>
    </message>
    <message>
        <source>Run %1: %2 sites attached, %3</source>
        <translation>第 %1 次运行：接入 %2 个位点，%3</translation>
    </message>
    <message>
        <source>Run %1: %2 sites attached, only %3</source>
        <translation>第 %1 次运行：接入 %2 个位点，只得到 %3</translation>
    </message>
</context>
<context>
    <name>deltascope::views::BlameText</name>
    <message>
        <source>nothing</source>
        <translation>无</translation>
    </message>
    <message>
        <source>%1 and %2</source>
        <translation>%1 和 %2</translation>
    </message>
    <message>
        <source>the whole model</source>
        <translation>整个模型</translation>
    </message>
    <message>
        <source>%1 of %2 sites</source>
        <translation>%2 个位点中的 %1 个</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 / %2</translation>
    </message>
    <message>
        <source>Stopped before the end.</source>
        <translation>在完成前停止。</translation>
    </message>
    <message>
        <source>Searching: %1 of %2 sites are enough so far…</source>
        <translation>正在搜索：目前 %2 个位点中 %1 个已足够…</translation>
    </message>
    <message>
        <source>Searching…</source>
        <translation>正在搜索…</translation>
    </message>
    <message>
        <source>%1 under both: there is nothing to explain.</source>
        <translation>两者都是 %1：没有需要解释的。</translation>
    </message>
    <message>
        <source>%1 is enough to turn %2 into %3.</source>
        <translation>%1 足以使 %2 变为 %3。</translation>
    </message>
    <message>
        <source>%1 are enough to turn %2 into %3.</source>
        <translation>%1 足以使 %2 变为 %3。</translation>
    </message>
    <message>
        <source>%1 of %2 sites; fewer may be enough: the runs were used up before all were tried.</source>
        <translation>%2 个位点中的 %1 个；也许更少就够：全部试完之前，运行次数已用尽。</translation>
    </message>
    <message>
        <source>1 of %1 sites.</source>
        <translation>%1 个位点中的 1 个。</translation>
    </message>
    <message>
        <source>%1 of %2 sites. Without any one of them the answer is another.</source>
        <translation>%2 个位点中的 %1 个。缺少其中任何一个，回答都会不同。</translation>
    </message>
</context>
<context>
    <name>deltascope::views::CellDelegate</name>
    <message>
        <source>no answer</source>
        <translation>没有回答</translation>
    </message>
    <message>
        <source>score %1</source>
        <translation>得分 %1</translation>
    </message>
    <message>
        <source>cannot run</source>
        <translation>无法运行</translation>
    </message>
    <message>
        <source>stopped</source>
        <translation>已停止</translation>
    </message>
    <message>
        <source>…</source>
        <translation>…</translation>
    </message>
    <message>
        <source>continue with this</source>
        <translation>接着它继续</translation>
    </message>
    <message>
        <source>each with its own</source>
        <translation>各自继续</translation>
    </message>
    <message>
        <source>%1: logit %2</source>
        <translation>%1：logit %2</translation>
    </message>
    <message>
        <source>not a number</source>
        <translation>不是数字</translation>
    </message>
    <message>
        <source>%1: the input&apos;s own choice</source>
        <translation>%1：输入自己的选择</translation>
    </message>
    <message>
        <source>%1, by the rule: %2</source>
        <translation>%1，依规则：%2</translation>
    </message>
    <message>
        <source>%1, by the text&apos;s language</source>
        <translation>%1，按文本的语言</translation>
    </message>
    <message>
        <source>%1: no rule takes it</source>
        <translation>%1：没有规则接收它</translation>
    </message>
    <message>
        <source>not asked of servers</source>
        <translation>不向服务器询问</translation>
    </message>
</context>
<context>
    <name>deltascope::views::ColumnHead</name>
    <message>
        <source>now: %1 attached</source>
        <translation>当前：已接入 %1 个</translation>
    </message>
    <message>
        <source>attached now: %1</source>
        <translation>当前接入：%1</translation>
    </message>
    <message>
        <source>%1 of %2 right</source>
        <translation>%1/%2 正确</translation>
    </message>
    <message>
        <source>perplexity %1</source>
        <translation>困惑度 %1</translation>
    </message>
    <message>
        <source>baseline</source>
        <translation>基准</translation>
    </message>
    <message>
        <source>Every input with what the rules pick for it, see below the inputs. A click on the right, or Space, opens the rules.</source>
        <translation>每个输入使用规则为它选出的配置，见输入下方。点击右侧或按空格打开规则。</translation>
    </message>
    <message>
        <source>waits for %1</source>
        <translation>等待 %1</translation>
    </message>
    <message>
        <source>not computed yet</source>
        <translation>尚未计算</translation>
    </message>
    <message>
        <source>The engine had nothing attached.</source>
        <translation>引擎中未接入任何增量。</translation>
    </message>
    <message>
        <source>The engine had attached: %1 (%2), strength %3, at %4</source>
        <translation>引擎中已接入：%1（%2），强度 %3，位于 %4</translation>
    </message>
    <message>
        <source>%1 module</source>
        <translation>%1 个模块</translation>
    </message>
    <message>
        <source>%1 modules</source>
        <translation>%1 个模块</translation>
    </message>
    <message>
        <source>perplexity over all inputs: %1</source>
        <translation>全部输入的困惑度：%1</translation>
    </message>
</context>
<context>
    <name>deltascope::views::ColumnHeader</name>
    <message>
        <source>Columns of the comparison</source>
        <translation>对比的各列</translation>
    </message>
    <message>
        <source>New name of the column</source>
        <translation>列的新名称</translation>
    </message>
    <message>
        <source>Attach this</source>
        <translation>接入此列</translation>
    </message>
    <message>
        <source>Take over what is attached</source>
        <translation>采用当前接入的增量</translation>
    </message>
    <message>
        <source>Rename</source>
        <translation>重命名</translation>
    </message>
    <message>
        <source>Move left</source>
        <translation>左移</translation>
    </message>
    <message>
        <source>Move right</source>
        <translation>右移</translation>
    </message>
    <message>
        <source>Remove column</source>
        <translation>移除列</translation>
    </message>
    <message>
        <source>Show in the tree what differs from %1</source>
        <translation>在树中显示与 %1 的不同</translation>
    </message>
    <message>
        <source>Compare with the backbone again</source>
        <translation>重新与主干比较</translation>
    </message>
    <message>
        <source>Compare others with this</source>
        <translation>以此列为基准比较</translation>
    </message>
    <message>
        <source>Rules…</source>
        <translation>规则…</translation>
    </message>
    <message>
        <source>Check what %1 answers</source>
        <translation>检查 %1 的回答</translation>
    </message>
    <message>
        <source>Run this here too</source>
        <translation>也在本地运行</translation>
    </message>
</context>
<context>
    <name>deltascope::views::ColumnPicker</name>
    <message>
        <source>New column</source>
        <translation>新建列</translation>
    </message>
    <message>
        <source>Which deltas does the column attach?</source>
        <translation>此列接入哪些增量？</translation>
    </message>
    <message>
        <source>Add column</source>
        <translation>添加列</translation>
    </message>
</context>
<context>
    <name>deltascope::views::ComparePanel</name>
    <message>
        <source>Deltas compared</source>
        <translation>增量比较</translation>
    </message>
    <message>
        <source>Strength of</source>
        <translation>强度</translation>
    </message>
    <message>
        <source>What comes out as the strength of a delta goes up</source>
        <translation>增量强度升高时输出如何变化</translation>
    </message>
    <message>
        <source>Similarity</source>
        <translation>相似度</translation>
    </message>
    <message>
        <source>How alike the deltas change each module&apos;s weight</source>
        <translation>各增量对每个模块权重的改变有多相似</translation>
    </message>
</context>
<context>
    <name>deltascope::views::ConfusionMap</name>
    <message>
        <source>Confusion: rows expected, columns answered</source>
        <translation>混淆矩阵：行为期望，列为回答</translation>
    </message>
    <message>
        <source>precision</source>
        <translation>精确率</translation>
    </message>
    <message>
        <source>recall</source>
        <translation>召回率</translation>
    </message>
    <message>
        <source>%1 answered rightly: %2</source>
        <translation>%1 回答正确：%2</translation>
    </message>
    <message>
        <source>%1 answered as %2: %3</source>
        <translation>%1 答成 %2：%3</translation>
    </message>
</context>
<context>
    <name>deltascope::views::Conversation</name>
    <message>
        <source>+ turn</source>
        <translation>+ 轮次</translation>
    </message>
    <message>
        <source>Add a turn</source>
        <translation>添加一轮</translation>
    </message>
    <message>
        <source>+ system</source>
        <translation>+ 系统</translation>
    </message>
    <message>
        <source>Add a system prompt</source>
        <translation>添加系统提示词</translation>
    </message>
    <message>
        <source>prompt</source>
        <translation>提示词</translation>
    </message>
    <message>
        <source>Show the prompt and its tokens</source>
        <translation>显示提示词及其词元</translation>
    </message>
    <message>
        <source>template…</source>
        <translation>模板…</translation>
    </message>
    <message>
        <source>Choose the chat template</source>
        <translation>选择对话模板</translation>
    </message>
    <message>
        <source>Conversation</source>
        <translation>对话</translation>
    </message>
    <message>
        <source>Prompt</source>
        <translation>提示词</translation>
    </message>
    <message>
        <source>Role of this turn</source>
        <translation>此轮的角色</translation>
    </message>
    <message>
        <source>Turn</source>
        <translation>轮次</translation>
    </message>
    <message>
        <source>Take this turn out</source>
        <translation>移除此轮</translation>
    </message>
    <message>
        <source>each its own</source>
        <translation>各列不同</translation>
    </message>
    <message>
        <source>Every column has its own words here; shown are those of the first. What you write counts for all.</source>
        <translation>各列在此处内容不同；显示的是第一列的内容。你输入的内容对所有列生效。</translation>
    </message>
    <message>
        <source>Write the next message…</source>
        <translation>输入下一条消息…</translation>
    </message>
    <message>
        <source>Turn of %1</source>
        <translation>%1 的轮次</translation>
    </message>
    <message>
        <source>system</source>
        <comment>role</comment>
        <translation>系统</translation>
    </message>
    <message>
        <source>user</source>
        <comment>role</comment>
        <translation>用户</translation>
    </message>
    <message>
        <source>assistant</source>
        <comment>role</comment>
        <translation>助手</translation>
    </message>
    <message>
        <source>tool</source>
        <comment>role</comment>
        <translation>工具</translation>
    </message>
</context>
<context>
    <name>deltascope::views::DeltaCard</name>
    <message>
        <source>loading…</source>
        <translation>正在加载…</translation>
    </message>
    <message>
        <source>not there</source>
        <translation>缺失</translation>
    </message>
    <message>
        <source>Find it…</source>
        <translation>定位…</translation>
    </message>
    <message>
        <source>New name of the delta</source>
        <translation>增量的新名称</translation>
    </message>
    <message>
        <source>S</source>
        <translation>S</translation>
    </message>
    <message>
        <source>Solo: hear only %1</source>
        <translation>独奏：仅让 %1 生效</translation>
    </message>
    <message>
        <source>Solo %1</source>
        <translation>独奏 %1</translation>
    </message>
    <message>
        <source>Detach %1 everywhere</source>
        <translation>在所有位点断开 %1</translation>
    </message>
    <message>
        <source>Solo: %1 is heard although it is detached. Click to attach it beyond the solo.</source>
        <translation>独奏：%1 虽已断开，仍在生效。点击可在独奏之外也接入它。</translation>
    </message>
    <message>
        <source>Attach %1 everywhere</source>
        <translation>在所有位点接入 %1</translation>
    </message>
    <message>
        <source>%1 attached</source>
        <translation>%1 已接入</translation>
    </message>
    <message>
        <source>%1, %2, %3</source>
        <translation>%1，%2，%3</translation>
    </message>
    <message>
        <source>attached</source>
        <translation>已接入</translation>
    </message>
    <message>
        <source>detached, heard by solo</source>
        <translation>已断开，因独奏生效</translation>
    </message>
    <message>
        <source>detached</source>
        <translation>已断开</translation>
    </message>
    <message>
        <source>Find %1</source>
        <translation>定位 %1</translation>
    </message>
    <message>
        <source>Targets: %1</source>
        <translation>目标：%1</translation>
    </message>
    <message>
        <source>On the current inputs this delta does not change the output at all.</source>
        <translation>此增量在当前输入上完全不改变输出。</translation>
    </message>
    <message>
        <source>%1 parameters</source>
        <translation>%1 个参数</translation>
    </message>
    <message>
        <source>silent (solo)</source>
        <translation>静默（独奏中）</translation>
    </message>
    <message>
        <source>solo, detached · %1</source>
        <translation>独奏，已断开 · %1</translation>
    </message>
    <message>
        <source>Attached alone: %1.</source>
        <translation>单独接入：%1。</translation>
    </message>
    <message>
        <source>%1 of %2 parameters</source>
        <translation>%1 / %2 个参数</translation>
    </message>
    <message>
        <source>half attached</source>
        <translation>部分接入</translation>
    </message>
    <message>
        <source>effect %1</source>
        <translation>影响 %1</translation>
    </message>
</context>
<context>
    <name>deltascope::views::DivergenceLegend</name>
    <message>
        <source>Lines: %1</source>
        <translation>曲线：%1</translation>
    </message>
</context>
<context>
    <name>deltascope::views::DivergencePlot</name>
    <message>
        <source>Where outputs part from the backbone</source>
        <translation>输出从何处偏离主干</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <translation>%1，%2</translation>
    </message>
    <message>
        <source>Save the plot</source>
        <translation>保存图</translation>
    </message>
    <message>
        <source>%1: expected a name that ends in .png, .svg, .pdf or .csv, found another</source>
        <translation>%1：名称应以 .png、.svg、.pdf 或 .csv 结尾，实际不是</translation>
    </message>
    <message>
        <source>%1 could not be written: %2</source>
        <translation>无法写入 %1：%2</translation>
    </message>
    <message>
        <source>Picture (*.png)</source>
        <translation>图片 (*.png)</translation>
    </message>
    <message>
        <source>Scalable picture (*.svg)</source>
        <translation>可缩放图片 (*.svg)</translation>
    </message>
    <message>
        <source>Document (*.pdf)</source>
        <translation>文档 (*.pdf)</translation>
    </message>
    <message>
        <source>Save as picture…</source>
        <translation>另存为图片…</translation>
    </message>
    <message>
        <source>Save as CSV…</source>
        <translation>另存为 CSV…</translation>
    </message>
    <message>
        <source>Table (*.csv)</source>
        <translation>表格 (*.csv)</translation>
    </message>
</context>
<context>
    <name>deltascope::views::DriftView</name>
    <message>
        <source>Copy what was found</source>
        <translation>复制检查结果</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>Check its answers</source>
        <translation>检查其答案</translation>
    </message>
    <message>
        <source>Stop checking %1</source>
        <translation>停止检查 %1</translation>
    </message>
    <message>
        <source>Check the answers of %1</source>
        <translation>检查 %1 的答案</translation>
    </message>
    <message>
        <source>Holds what it answers to the inputs of the comparison against the model here</source>
        <translation>把它对比较输入的回答与本地模型对照</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 / %2</translation>
    </message>
    <message>
        <source>begins…</source>
        <translation>开始…</translation>
    </message>
    <message>
        <source>It answers as what it is asked for</source>
        <translation>其回答与所要求的一致</translation>
    </message>
    <message>
        <source>Not what was asked for</source>
        <translation>并非所要求的</translation>
    </message>
    <message>
        <source>drift</source>
        <translation>偏离</translation>
    </message>
    <message>
        <source>same</source>
        <translation>相同</translation>
    </message>
    <message>
        <source>rounding</source>
        <translation>舍入</translation>
    </message>
</context>
<context>
    <name>deltascope::views::EvaluatePanel</name>
    <message>
        <source>Change…</source>
        <translation>更改…</translation>
    </message>
    <message>
        <source>Other labelled data</source>
        <translation>其他标注数据</translation>
    </message>
    <message>
        <source>Also writes an answer to every line, as it is set under Try, and counts those that are what is expected</source>
        <translation>还会按“试用”中的设置为每条样本写出回答，并统计与期望相符的数量</translation>
    </message>
    <message>
        <source>Save…</source>
        <translation>保存…</translation>
    </message>
    <message>
        <source>Copy or save numbers and pictures</source>
        <translation>复制或保存数值和图片</translation>
    </message>
    <message>
        <source>Progress of the evaluation</source>
        <translation>评估进度</translation>
    </message>
    <message>
        <source>Evaluate what is not known yet</source>
        <translation>评估尚无结果的部分</translation>
    </message>
    <message>
        <source>What is answered by now stays</source>
        <translation>已得到的回答会保留</translation>
    </message>
    <message>
        <source>Open a file…</source>
        <translation>打开文件…</translation>
    </message>
    <message>
        <source>Label the inputs</source>
        <translation>标注输入</translation>
    </message>
    <message>
        <source>The configuration that the others are compared with</source>
        <translation>其他配置与之比较的配置</translation>
    </message>
    <message>
        <source>CONFIGURATIONS</source>
        <translation>配置</translation>
    </message>
    <message>
        <source>CONFUSION</source>
        <translation>混淆矩阵</translation>
    </message>
    <message>
        <source>BY LABEL</source>
        <translation>按标签</translation>
    </message>
    <message>
        <source>write answers</source>
        <translation>写出回答</translation>
    </message>
    <message>
        <source>Evaluate</source>
        <translation>评估</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>Evaluation</source>
        <translation>评估</translation>
    </message>
    <message>
        <source>Open labelled lines</source>
        <translation>打开标注样本</translation>
    </message>
    <message>
        <source>Labelled lines (*.jsonl *.csv *.tsv);;All files (*)</source>
        <translation>标注样本 (*.jsonl *.csv *.tsv);;所有文件 (*)</translation>
    </message>
    <message>
        <source>Label the inputs of the comparison</source>
        <translation>标注对比中的输入</translation>
    </message>
    <message>
        <source>Results</source>
        <translation>结果</translation>
    </message>
    <message>
        <source>Lines in the list</source>
        <translation>列表中的样本</translation>
    </message>
    <message>
        <source>Confusion</source>
        <translation>混淆矩阵</translation>
    </message>
    <message>
        <source>%1 line</source>
        <translation>%1 条样本</translation>
    </message>
    <message>
        <source>%1 lines</source>
        <translation>%1 条样本</translation>
    </message>
    <message>
        <source>%1 of them labelled</source>
        <translation>其中 %1 条已标注</translation>
    </message>
    <message>
        <source>%1 label</source>
        <translation>%1 个标签</translation>
    </message>
    <message>
        <source>%1 labels</source>
        <translation>%1 个标签</translation>
    </message>
    <message>
        <source>type what is right under “expected”</source>
        <translation>在“期望”下输入正确回答</translation>
    </message>
    <message>
        <source>%1 waits: a delta is not there</source>
        <translation>%1 在等待：有增量缺失</translation>
    </message>
    <message>
        <source>Open a model first.</source>
        <translation>请先打开模型。</translation>
    </message>
    <message>
        <source>This model opens as a tree only: there is nothing to evaluate.</source>
        <translation>此模型只能以模块树打开：没有可评估的内容。</translation>
    </message>
    <message>
        <source>Drop a file of labelled lines here (JSON lines or CSV with text and label or target), or label the inputs that are typed already.</source>
        <translation>将标注样本文件拖放到这里（JSON Lines，或含 text 及 label 或 target 的 CSV），或标注已输入的内容。</translation>
    </message>
    <message>
        <source>No labelled data</source>
        <translation>没有标注数据</translation>
    </message>
    <message>
        <source>Inputs of the comparison</source>
        <translation>对比中的输入</translation>
    </message>
    <message>
        <source>%1 of %2 lines</source>
        <translation>%2 条样本中的 %1 条</translation>
    </message>
    <message>
        <source>reading…</source>
        <translation>正在读取…</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>继续</translation>
    </message>
    <message>
        <source>baseline: %1</source>
        <translation>基准：%1</translation>
    </message>
    <message>
        <source>%1: rows expected, columns answered</source>
        <translation>%1：行为期望，列为回答</translation>
    </message>
    <message>
        <source>F1</source>
        <translation>F1</translation>
    </message>
    <message>
        <source>F1, the baseline above</source>
        <translation>F1，上方为基准</translation>
    </message>
    <message>
        <source>Weakest for %1: %2 of %3 errors become %4.</source>
        <translation>%1 最弱：%3 个错误中有 %2 个答成 %4。</translation>
    </message>
    <message>
        <source>The labelled lines of this session are not there: %1. Put the file back and open it again, or drop another one here.</source>
        <translation>找不到此会话的标注样本：%1。请将文件放回原处并重新打开，或将另一个文件拖放到这里。</translation>
    </message>
</context>
<context>
    <name>deltascope::views::FailedRows</name>
    <message>
        <source>This input has %1 tokens; the model reads %2 at most, so this row has no answers.</source>
        <translation>此输入有 %1 个词元，模型最多读取 %2 个，因此这一行没有回答。</translation>
    </message>
    <message>
        <source>Cut at %1 tokens</source>
        <translation>截断到 %1 个词元</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>复制</translation>
    </message>
</context>
<context>
    <name>deltascope::views::FindField</name>
    <message>
        <source>Ctrl F</source>
        <translation>Ctrl F</translation>
    </message>
    <message>
        <source>Previous row found (Shift+F3)</source>
        <translation>上一个找到的行 (Shift+F3)</translation>
    </message>
    <message>
        <source>Next row found (F3)</source>
        <translation>下一个找到的行 (F3)</translation>
    </message>
    <message>
        <source>End the search (Esc)</source>
        <translation>结束查找 (Esc)</translation>
    </message>
    <message>
        <source>Find modules: fc2, [r]decoder.*attn, attn@.q@</source>
        <translation>查找模块：fc2, [r]decoder.*attn, attn@.q@</translation>
    </message>
    <message>
        <source>Find modules</source>
        <translation>查找模块</translation>
    </message>
</context>
<context>
    <name>deltascope::views::FreshForm</name>
    <message>
        <source>Modules, by name, suffix, [r]regex or common name</source>
        <translation>模块，可用名称、后缀、[r]正则或通用名</translation>
    </message>
    <message>
        <source>Kind of delta</source>
        <translation>增量类型</translation>
    </message>
    <message>
        <source>fc2, [r]decoder.*attn, attn@.q@</source>
        <translation>fc2, [r]decoder.*attn, attn@.q@</translation>
    </message>
    <message>
        <source>Separate several with blanks or commas, or click modules in the tree</source>
        <translation>多个以空格或逗号分隔，或在模块树中点选模块</translation>
    </message>
    <message>
        <source>Target modules</source>
        <translation>目标模块</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>类型</translation>
    </message>
    <message>
        <source>Deltas can be made for a model that runs.</source>
        <translation>只能为可运行的模型新建增量。</translation>
    </message>
</context>
<context>
    <name>deltascope::views::GenerationPanel</name>
    <message>
        <source>Generation</source>
        <translation>生成</translation>
    </message>
    <message>
        <source>for all columns</source>
        <translation>用于所有列</translation>
    </message>
    <message>
        <source>As configured</source>
        <translation>按配置</translation>
    </message>
    <message>
        <source>Greedy</source>
        <translation>贪心</translation>
    </message>
    <message>
        <source>Sample</source>
        <translation>采样</translation>
    </message>
    <message>
        <source>Beams</source>
        <translation>束搜索</translation>
    </message>
    <message>
        <source>draw the candidates of beams</source>
        <translation>对束的候选采样</translation>
    </message>
    <message>
        <source>end once enough beams have ended</source>
        <translation>足够多的束结束后即停止</translation>
    </message>
    <message>
        <source>answers in a cell</source>
        <translation>每格回答数</translation>
    </message>
    <message>
        <source>Each is drawn with a seed of its own, from the seed below on</source>
        <translation>每个回答用各自的种子采样，从下方的种子起递增</translation>
    </message>
    <message>
        <source>Seed</source>
        <translation>种子</translation>
    </message>
    <message>
        <source>Every column draws with the same seed, so what differs is the deltas&apos; doing</source>
        <translation>各列用相同种子采样，因此差异都来自增量</translation>
    </message>
    <message>
        <source>seed</source>
        <translation>种子</translation>
    </message>
    <message>
        <source>Texts that end an answer</source>
        <translation>结束回答的文本</translation>
    </message>
    <message>
        <source>one a line; \n is a line break</source>
        <translation>每行一个；\n 表示换行</translation>
    </message>
    <message>
        <source>ends after</source>
        <translation>结束于</translation>
    </message>
    <message>
        <source>The model&apos;s files say: %1. What is empty above is as they say.</source>
        <translation>模型文件的设置：%1。上方留空的项以此为准。</translation>
    </message>
</context>
<context>
    <name>deltascope::views::GroupHead</name>
    <message>
        <source>M</source>
        <translation>M</translation>
    </message>
    <message>
        <source>Mute: detach every delta of %1</source>
        <translation>静音：断开 %1 的所有增量</translation>
    </message>
    <message>
        <source>Mute %1</source>
        <translation>静音 %1</translation>
    </message>
    <message>
        <source>Name of the group</source>
        <translation>分组名称</translation>
    </message>
    <message>
        <source>%1  ·  %2 of %3 attached</source>
        <translation>%1  ·  已接入 %2 / %3</translation>
    </message>
    <message>
        <source>Show %1</source>
        <translation>展开 %1</translation>
    </message>
    <message>
        <source>Fold %1</source>
        <translation>折叠 %1</translation>
    </message>
</context>
<context>
    <name>deltascope::views::InputCard</name>
    <message>
        <source>Input text</source>
        <translation>输入文本</translation>
    </message>
    <message>
        <source>Second segment</source>
        <translation>第二段</translation>
    </message>
    <message>
        <source>second segment</source>
        <translation>第二段</translation>
    </message>
    <message>
        <source>Remove this input</source>
        <translation>移除此输入</translation>
    </message>
    <message>
        <source>What is right for this input; it can be typed under Evaluate</source>
        <translation>此输入的正确回答；可在“评估”中填写</translation>
    </message>
    <message>
        <source>%1 token</source>
        <translation>%1 个词元</translation>
    </message>
    <message>
        <source>%1 tokens</source>
        <translation>%1 个词元</translation>
    </message>
    <message>
        <source>expected %1</source>
        <translation>期望 %1</translation>
    </message>
    <message>
        <source>Cut at %1 tokens</source>
        <translation>截断到 %1 个词元</translation>
    </message>
    <message>
        <source>Keeps the beginning, as long as the model can read</source>
        <translation>保留开头，到模型可读的长度为止</translation>
    </message>
    <message>
        <source>Make it a plain text</source>
        <translation>转为纯文本</translation>
    </message>
    <message>
        <source>Copy text</source>
        <translation>复制文本</translation>
    </message>
    <message>
        <source>Paste</source>
        <translation>粘贴</translation>
    </message>
    <message>
        <source>Add a second segment</source>
        <translation>添加第二段</translation>
    </message>
    <message>
        <source>Make it a conversation</source>
        <translation>转为对话</translation>
    </message>
    <message>
        <source>Delta by rule…</source>
        <translation>按规则选增量…</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>移除</translation>
    </message>
    <message>
        <source>Too long: the model takes %1 tokens</source>
        <translation>太长：该模型最多接受 %1 个词元</translation>
    </message>
    <message>
        <source>The delta that columns by rule attach for this input; right-click to change it</source>
        <translation>按规则的列为此输入接入的增量；右键点击可更改</translation>
    </message>
</context>
<context>
    <name>deltascope::views::InputsPanel</name>
    <message>
        <source>New input</source>
        <translation>新建输入</translation>
    </message>
    <message>
        <source>Test inputs</source>
        <translation>测试输入</translation>
    </message>
    <message>
        <source>TEST INPUTS</source>
        <translation>测试输入</translation>
    </message>
    <message>
        <source>Type a sentence, paste lines or drop a file.
Return: next, Shift+Return: new line</source>
        <translation>输入句子、粘贴多行或拖放文件。
回车：下一条，Shift+回车：换行</translation>
    </message>
    <message>
        <source>rule: none</source>
        <translation>规则：无</translation>
    </message>
    <message>
        <source>rule: %1</source>
        <translation>规则：%1</translation>
    </message>
    <message>
        <source>rule: %1 → %2</source>
        <translation>规则：%1 → %2</translation>
    </message>
    <message>
        <source>The delta named after its language</source>
        <translation>以其语言命名的增量</translation>
    </message>
    <message>
        <source>None</source>
        <translation>无</translation>
    </message>
    <message>
        <source>As the rules say</source>
        <translation>依照规则</translation>
    </message>
    <message>
        <source>Rules…</source>
        <translation>规则…</translation>
    </message>
</context>
<context>
    <name>deltascope::views::InspectorPanel</name>
    <message>
        <source>Select a module in the tree: its parameters, the deltas that sit there and their spectrum stand here.</source>
        <translation>在模块树中选择一个模块：它的参数、其上的增量及其谱显示在这里。</translation>
    </message>
    <message>
        <source>Inspector</source>
        <translation>检查器</translation>
    </message>
    <message>
        <source>INSPECTOR</source>
        <translation>检查器</translation>
    </message>
    <message>
        <source>TAPS, IN ORDER</source>
        <translation>接入点（按顺序）</translation>
    </message>
    <message>
        <source>root</source>
        <translation>根</translation>
    </message>
    <message>
        <source>%1 each, %2 modules</source>
        <translation>每个 %1，%2 个模块</translation>
    </message>
    <message>
        <source>no parameters of its own</source>
        <translation>没有自身的参数</translation>
    </message>
    <message>
        <source>computing…</source>
        <translation>正在计算…</translation>
    </message>
</context>
<context>
    <name>deltascope::views::KeyField</name>
    <message>
        <source>needs a number, such as %1</source>
        <translation>需要一个数值，例如 %1</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is no number</source>
        <translation>“%1”不是数值</translation>
    </message>
    <message>
        <source>with 0 the delta does nothing</source>
        <translation>为 0 时增量不起作用</translation>
    </message>
    <message>
        <source>needs a whole number from 1 on, not %1</source>
        <translation>需要不小于 1 的整数，而不是 %1</translation>
    </message>
    <message>
        <source>at most %1: more is larger than any backbone</source>
        <translation>最多 %1：再大就超过任何主干</translation>
    </message>
</context>
<context>
    <name>deltascope::views::LabelBars</name>
    <message>
        <source>F1 by label</source>
        <translation>各标签的 F1</translation>
    </message>
</context>
<context>
    <name>deltascope::views::LaneHead</name>
    <message>
        <source>Lane heads</source>
        <translation>通道头</translation>
    </message>
    <message>
        <source>fold repeats</source>
        <translation>折叠重复项</translation>
    </message>
    <message>
        <source>Show equal siblings, such as layers, as one row</source>
        <translation>将相同的同级模块（如各层）显示为一行</translation>
    </message>
    <message>
        <source>Fold repeats</source>
        <translation>折叠重复项</translation>
    </message>
    <message>
        <source>MODULES</source>
        <translation>模块</translation>
    </message>
    <message>
        <source>parameters</source>
        <translation>参数</translation>
    </message>
    <message>
        <source>Detach everywhere</source>
        <translation>在所有位点断开</translation>
    </message>
    <message>
        <source>Attach everywhere</source>
        <translation>在所有位点接入</translation>
    </message>
    <message>
        <source>End solo</source>
        <translation>结束独奏</translation>
    </message>
    <message>
        <source>Solo</source>
        <translation>独奏</translation>
    </message>
    <message>
        <source>Go to its first module</source>
        <translation>转到其第一个模块</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>移除</translation>
    </message>
    <message>
        <source>Click to switch it everywhere</source>
        <translation>点击以在所有位点切换</translation>
    </message>
    <message>
        <source>heat</source>
        <translation>热度</translation>
    </message>
    <message>
        <source>Paler marks where a delta changes the weight less: |dW| / |W| against the largest of all</source>
        <translation>增量改变权重越少，标记越浅：|dW| / |W| 相对于全部中的最大值</translation>
    </message>
    <message>
        <source>Heat of changes</source>
        <translation>改变的热度</translation>
    </message>
</context>
<context>
    <name>deltascope::views::LinesDelegate</name>
    <message>
        <source>type what is right</source>
        <translation>输入正确回答</translation>
    </message>
    <message>
        <source>What is right for this input</source>
        <translation>此输入的正确回答</translation>
    </message>
</context>
<context>
    <name>deltascope::views::LinesList</name>
    <message>
        <source>Lines that flip</source>
        <translation>翻转的样本</translation>
    </message>
    <message>
        <source>flipped %1</source>
        <translation>翻转 %1</translation>
    </message>
    <message>
        <source>▲ better %1</source>
        <translation>▲ 变好 %1</translation>
    </message>
    <message>
        <source>▼ worse %1</source>
        <translation>▼ 变差 %1</translation>
    </message>
    <message>
        <source>wrong otherwise %1</source>
        <translation>错得不同 %1</translation>
    </message>
    <message>
        <source>every line %1</source>
        <translation>所有样本 %1</translation>
    </message>
    <message>
        <source>%1 as %2: %3</source>
        <translation>%1 答成 %2：%3</translation>
    </message>
    <message>
        <source>LINES THAT FLIP</source>
        <translation>翻转的样本</translation>
    </message>
    <message>
        <source>LINES THAT CHANGE</source>
        <translation>变化的样本</translation>
    </message>
    <message>
        <source>%1 → %2</source>
        <translation>%1 → %2</translation>
    </message>
    <message>
        <source>failed %1</source>
        <translation>失败 %1</translation>
    </message>
</context>
<context>
    <name>deltascope::views::MergeDialog</name>
    <message>
        <source>Measuring what merging changes…</source>
        <translation>正在测量合并带来的变化…</translation>
    </message>
    <message>
        <source>LARGEST ROUNDING ERROR OF EACH MODULE</source>
        <translation>各模块的最大舍入误差</translation>
    </message>
    <message>
        <source>Choose…</source>
        <translation>选择…</translation>
    </message>
    <message>
        <source>Merge</source>
        <translation>合并</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Merge into a checkpoint</source>
        <translation>合并为检查点</translation>
    </message>
    <message>
        <source>%1, folded into the weights of a new checkpoint</source>
        <translation>%1，并入新检查点的权重</translation>
    </message>
    <message>
        <source>Not measured: another model is open now.</source>
        <translation>未测量：现在打开的是另一个模型。</translation>
    </message>
    <message>
        <source>Modules whose weights change</source>
        <translation>权重会改变的模块</translation>
    </message>
    <message>
        <source>a new or empty folder</source>
        <translation>新文件夹或空文件夹</translation>
    </message>
    <message>
        <source>Folder of the merged checkpoint</source>
        <translation>合并后检查点的文件夹</translation>
    </message>
    <message>
        <source>A new or empty folder for the merged checkpoint</source>
        <translation>用于合并后检查点的新文件夹或空文件夹</translation>
    </message>
    <message>
        <source>the built-in inputs</source>
        <translation>内置输入</translation>
    </message>
    <message>
        <source>%1 test input</source>
        <translation>%1 个测试输入</translation>
    </message>
    <message>
        <source>%1 test inputs</source>
        <translation>%1 个测试输入</translation>
    </message>
    <message>
        <source>Largest difference of an output on %1, merged or attached: %2. %3</source>
        <translation>合并与接入时输出的最大差异（%1）：%2。%3</translation>
    </message>
    <message>
        <source>none</source>
        <translation>无</translation>
    </message>
    <message>
        <source>%1 module changes.</source>
        <translation>%1 个模块改变。</translation>
    </message>
    <message>
        <source>%1 modules change.</source>
        <translation>%1 个模块改变。</translation>
    </message>
    <message>
        <source>exact</source>
        <translation>精确</translation>
    </message>
</context>
<context>
    <name>deltascope::views::ModulesPanel</name>
    <message>
        <source>Laying out %1 modules…</source>
        <translation>正在排布 %1 个模块…</translation>
    </message>
    <message>
        <source>No model is open. Open one at the top, or drop a model folder on the window.</source>
        <translation>尚未打开模型。请在顶部打开，或将模型文件夹拖放到窗口。</translation>
    </message>
</context>
<context>
    <name>deltascope::views::PatchBay</name>
    <message>
        <source>Modules</source>
        <translation>模块</translation>
    </message>
    <message>
        <source>Lanes of deltas</source>
        <translation>增量通道</translation>
    </message>
    <message>
        <source>Deltas %1 to %2 of %3</source>
        <translation>第 %1 至 %2 个增量，共 %3 个</translation>
    </message>
    <message>
        <source>Detach %1 here</source>
        <translation>在此断开 %1</translation>
    </message>
    <message>
        <source>Attach %1 here</source>
        <translation>在此接入 %1</translation>
    </message>
    <message>
        <source>Show every member of this repeat</source>
        <translation>显示此重复项的所有成员</translation>
    </message>
    <message>
        <source>Fold repeats again</source>
        <translation>重新折叠重复项</translation>
    </message>
    <message>
        <source>Open all below</source>
        <translation>展开以下全部</translation>
    </message>
    <message>
        <source>Copy name</source>
        <translation>复制名称</translation>
    </message>
    <message>
        <source>Copy this and what is below as text</source>
        <translation>将此项及其下内容复制为文本</translation>
    </message>
    <message>
        <source>and more
</source>
        <translation>以及更多
</translation>
    </message>
</context>
<context>
    <name>deltascope::views::PathDialog</name>
    <message>
        <source>Save here</source>
        <translation>保存到此处</translation>
    </message>
</context>
<context>
    <name>deltascope::views::PictureButton</name>
    <message>
        <source>Choose pictures…</source>
        <translation>选择图片…</translation>
    </message>
    <message>
        <source>Or drop pictures here, or paste them</source>
        <translation>或将图片拖放、粘贴到这里</translation>
    </message>
    <message>
        <source>Pictures (%1);;All files (*)</source>
        <translation>图片 (%1);;所有文件 (*)</translation>
    </message>
    <message>
        <source>Pictures as inputs</source>
        <translation>以图片作为输入</translation>
    </message>
</context>
<context>
    <name>deltascope::views::PlotPanel</name>
    <message>
        <source>On which inputs the plot and the meters of the deltas are measured</source>
        <translation>分歧图和增量影响在哪些输入上测量</translation>
    </message>
    <message>
        <source>WHERE OUTPUTS PART FROM THE BACKBONE</source>
        <translation>输出从何处偏离主干</translation>
    </message>
    <message>
        <source>open a model first</source>
        <translation>请先打开模型</translation>
    </message>
    <message>
        <source>this model opens as a tree only</source>
        <translation>此模型只能以模块树打开</translation>
    </message>
    <message>
        <source>choose a picture to see where the columns act</source>
        <translation>选择一张图片，查看各列在何处起作用</translation>
    </message>
    <message>
        <source>type a sentence to see where the columns act</source>
        <translation>输入一个句子，查看各列在何处起作用</translation>
    </message>
    <message>
        <source>attach a delta or add a column to see where it acts</source>
        <translation>接入增量或添加列，查看其在何处起作用</translation>
    </message>
    <message>
        <source>measuring…</source>
        <translation>正在测量…</translation>
    </message>
    <message>
        <source>|y − y₀| / |y₀|, no difference anywhere</source>
        <translation>|y − y₀| / |y₀|，处处无差异</translation>
    </message>
    <message>
        <source>|y − y₀| / |y₀|, first difference at %1</source>
        <translation>|y − y₀| / |y₀|，首个差异在 %1</translation>
    </message>
    <message>
        <source>on input %1 alone</source>
        <translation>仅在输入 %1 上</translation>
    </message>
    <message>
        <source>on the input</source>
        <translation>在该输入上</translation>
    </message>
    <message>
        <source>on all %1 inputs together</source>
        <translation>在全部 %1 个输入上</translation>
    </message>
    <message>
        <source>%1, relative change of each module&apos;s output %2</source>
        <translation>%1，每个模块输出的相对变化（%2）</translation>
    </message>
    <message>
        <source>All inputs together</source>
        <translation>全部输入一起</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1：%2</translation>
    </message>
    <message>
        <source>on %1 of %2 inputs together, the others could not run</source>
        <translation>合计 %2 个输入中的 %1 个，其余未能运行</translation>
    </message>
</context>
<context>
    <name>deltascope::views::PresetChip</name>
    <message>
        <source> (Ctrl+%1)</source>
        <translation> (Ctrl+%1)</translation>
    </message>
    <message>
        <source>Preset %1: %2</source>
        <translation>预设 %1：%2</translation>
    </message>
    <message>
        <source>Attach %1%2</source>
        <translation>接入 %1%2</translation>
    </message>
    <message>
        <source>attached</source>
        <translation>已接入</translation>
    </message>
</context>
<context>
    <name>deltascope::views::PresetRow</name>
    <message>
        <source>Presets</source>
        <translation>预设</translation>
    </message>
    <message>
        <source>Keep what is attached now as a preset: Ctrl and its number bring it back</source>
        <translation>将当前接入存为预设：按 Ctrl 加其编号即可恢复</translation>
    </message>
    <message>
        <source>Keep as a preset</source>
        <translation>存为预设</translation>
    </message>
    <message>
        <source>Name of the preset</source>
        <translation>预设名称</translation>
    </message>
    <message>
        <source>Set to what is attached now</source>
        <translation>设为当前接入</translation>
    </message>
    <message>
        <source>Rename</source>
        <translation>重命名</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>移除</translation>
    </message>
    <message>
        <source>Attach</source>
        <translation>接入</translation>
    </message>
</context>
<context>
    <name>deltascope::views::RackPanel</name>
    <message>
        <source>Colour and mark</source>
        <translation>颜色与标记</translation>
    </message>
    <message>
        <source>Colour %1</source>
        <translation>颜色 %1</translation>
    </message>
    <message>
        <source>Group</source>
        <translation>分组</translation>
    </message>
    <message>
        <source>None</source>
        <translation>无</translation>
    </message>
    <message>
        <source>New group</source>
        <translation>新建分组</translation>
    </message>
    <message>
        <source>Group %1</source>
        <translation>分组 %1</translation>
    </message>
    <message>
        <source>dissolve %1</source>
        <translation>解散 %1</translation>
    </message>
    <message>
        <source>rename %1</source>
        <translation>重命名 %1</translation>
    </message>
    <message>
        <source>Mute (detach all)</source>
        <translation>静音（全部断开）</translation>
    </message>
    <message>
        <source>Rename</source>
        <translation>重命名</translation>
    </message>
    <message>
        <source>Dissolve</source>
        <translation>解散</translation>
    </message>
    <message>
        <source>No delta yet. Load a saved one, make a fresh one, or drop a delta folder on the window.</source>
        <translation>还没有增量。请加载已保存的增量、新建一个，或将增量文件夹拖放到窗口。</translation>
    </message>
    <message>
        <source>+  Add delta…</source>
        <translation>+  添加增量…</translation>
    </message>
    <message>
        <source>Shelf</source>
        <translation>货架</translation>
    </message>
    <message>
        <source>Deltas</source>
        <translation>增量</translation>
    </message>
    <message>
        <source>DELTAS</source>
        <translation>增量</translation>
    </message>
    <message>
        <source>M</source>
        <translation>M</translation>
    </message>
    <message>
        <source>Mute all</source>
        <translation>全部静音</translation>
    </message>
    <message>
        <source>Add delta</source>
        <translation>添加增量</translation>
    </message>
    <message>
        <source>Every delta below a folder (Ctrl+L)</source>
        <translation>文件夹下的所有增量 (Ctrl+L)</translation>
    </message>
    <message>
        <source>Attach again what was muted</source>
        <translation>重新接入已静音的增量</translation>
    </message>
    <message>
        <source>Mute all: detach every delta</source>
        <translation>全部静音：断开所有增量</translation>
    </message>
    <message>
        <source>solo: 1 of %1 heard</source>
        <translation>独奏：%1 个中仅 1 个生效</translation>
    </message>
    <message>
        <source>%1 of %2 attached</source>
        <translation>已接入 %1 / %2</translation>
    </message>
    <message>
        <source>%1 at strength %2…</source>
        <translation>%1，按强度 %2…</translation>
    </message>
    <message>
        <source>Save delta</source>
        <translation>保存增量</translation>
    </message>
    <message>
        <source>Convert to OpenDelta</source>
        <translation>转换为 OpenDelta</translation>
    </message>
    <message>
        <source>Convert to PEFT</source>
        <translation>转换为 PEFT</translation>
    </message>
    <message>
        <source>Truncate…</source>
        <translation>截断…</translation>
    </message>
    <message>
        <source>Keep only the strongest directions of its update</source>
        <translation>仅保留其更新中最强的方向</translation>
    </message>
    <message>
        <source>Solo off</source>
        <translation>取消独奏</translation>
    </message>
    <message>
        <source>Solo</source>
        <translation>独奏</translation>
    </message>
    <message>
        <source>Mute (detach)</source>
        <translation>静音（断开）</translation>
    </message>
    <message>
        <source>Attach</source>
        <translation>接入</translation>
    </message>
    <message>
        <source>Reveal its sites</source>
        <translation>显示其位点</translation>
    </message>
    <message>
        <source>Duplicate</source>
        <translation>创建副本</translation>
    </message>
    <message>
        <source>Copy path</source>
        <translation>复制路径</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>移除</translation>
    </message>
    <message>
        <source>unmute all</source>
        <translation>取消全部静音</translation>
    </message>
    <message>
        <source>%1 of %2 attached, %3 half</source>
        <translation>已接入 %1 / %2，其中 %3 个部分接入</translation>
    </message>
</context>
<context>
    <name>deltascope::views::ResponsiblePanel</name>
    <message>
        <source>all sites</source>
        <translation>全部位点</translation>
    </message>
    <message>
        <source>these alone</source>
        <translation>仅这些</translation>
    </message>
    <message>
        <source>enough</source>
        <translation>足够</translation>
    </message>
    <message>
        <source>all but these</source>
        <translation>除这些以外</translation>
    </message>
    <message>
        <source>others do it too</source>
        <translation>其他位点也能做到</translation>
    </message>
    <message>
        <source>and needed</source>
        <translation>且必需</translation>
    </message>
    <message>
        <source>none</source>
        <translation>无</translation>
    </message>
    <message>
        <source>The input whose answer is to be explained</source>
        <translation>要解释其回答的输入</translation>
    </message>
    <message>
        <source>The column that answers otherwise</source>
        <translation>回答不同的列</translation>
    </message>
    <message>
        <source>The column whose answer is to be explained</source>
        <translation>要解释其回答的列</translation>
    </message>
    <message>
        <source>Save…</source>
        <translation>保存…</translation>
    </message>
    <message>
        <source>Copy or save the runs and their picture</source>
        <translation>复制或保存各次运行及其图片</translation>
    </message>
    <message>
        <source>Progress of the search</source>
        <translation>搜索进度</translation>
    </message>
    <message>
        <source>What was tried by now stays</source>
        <translation>已试过的结果会保留</translation>
    </message>
    <message>
        <source>from</source>
        <translation>从</translation>
    </message>
    <message>
        <source>to</source>
        <translation>到</translation>
    </message>
    <message>
        <source>THE SEARCH: EACH RUN, A SQUARE A SITE, FILLED WHERE ATTACHED</source>
        <translation>搜索过程：每次运行中一格为一个位点，实心表示已接入</translation>
    </message>
    <message>
        <source>Sites that are enough</source>
        <translation>足够的位点</translation>
    </message>
    <message>
        <source>Attaches the deltas at these sites, and nowhere else</source>
        <translation>仅在这些位点接入增量，其余处断开</translation>
    </message>
    <message>
        <source>ENOUGH</source>
        <translation>足够</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>Attach only these</source>
        <translation>仅接入这些</translation>
    </message>
    <message>
        <source>Which layers are responsible?</source>
        <translation>哪些层起了作用？</translation>
    </message>
    <message>
        <source>Search again</source>
        <translation>重新搜索</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>搜索</translation>
    </message>
    <message>
        <source>%1 run</source>
        <translation>%1 次运行</translation>
    </message>
    <message>
        <source>%1 runs</source>
        <translation>%1 次运行</translation>
    </message>
    <message>
        <source>This is of what was set when it was searched; something is otherwise now.</source>
        <translation>这是搜索时设置的结果；现在设置已有变化。</translation>
    </message>
    <message>
        <source>choose…</source>
        <translation>选择…</translation>
    </message>
    <message>
        <source>Input %1  “%2”</source>
        <translation>输入 %1  “%2”</translation>
    </message>
    <message>
        <source>no input</source>
        <translation>没有输入</translation>
    </message>
    <message>
        <source>from %1</source>
        <translation>从 %1</translation>
    </message>
    <message>
        <source>to %1</source>
        <translation>到 %1</translation>
    </message>
    <message>
        <source>Open a model first.</source>
        <translation>请先打开模型。</translation>
    </message>
    <message>
        <source>This model opens as a tree only: there is no answer to explain.</source>
        <translation>此模型只能以模块树打开：没有可解释的回答。</translation>
    </message>
    <message>
        <source>Add a delta: then its answer can be traced to the layers it comes from.</source>
        <translation>添加一个增量，即可将其回答追溯到所出自的层。</translation>
    </message>
    <message>
        <source>Type an input under Try, and keep two columns that answer it.</source>
        <translation>在“试用”中输入内容，并保留两个回答它的列。</translation>
    </message>
    <message>
        <source>Search switches sites off, by halves and at last one by one, until the fewest are left that still give the answer of %1 in place of that of %2.</source>
        <translation>搜索会先对半、最后逐个关闭位点，直到剩下的位点最少，而回答仍是 %1 的，不是 %2 的。</translation>
    </message>
    <message>
        <source>%1  %2</source>
        <translation>%1  %2</translation>
    </message>
</context>
<context>
    <name>deltascope::views::ResultsDelegate</name>
    <message>
        <source>baseline</source>
        <translation>基准</translation>
    </message>
</context>
<context>
    <name>deltascope::views::ResultsMenu</name>
    <message>
        <source>%1 could not be written: %2</source>
        <translation>无法写入 %1：%2</translation>
    </message>
    <message>
        <source>Table (*.csv)</source>
        <translation>表格 (*.csv)</translation>
    </message>
    <message>
        <source>JSON (*.json)</source>
        <translation>JSON (*.json)</translation>
    </message>
    <message>
        <source>Picture (*.png)</source>
        <translation>图片 (*.png)</translation>
    </message>
    <message>
        <source>Save the results</source>
        <translation>保存结果</translation>
    </message>
    <message>
        <source>Save the tokens</source>
        <translation>保存词元</translation>
    </message>
    <message>
        <source>Copy cell	Ctrl+C</source>
        <translation>复制单元格	Ctrl+C</translation>
    </message>
    <message>
        <source>Copy table	Ctrl+Shift+C</source>
        <translation>复制表格	Ctrl+Shift+C</translation>
    </message>
    <message>
        <source>Save as CSV…</source>
        <translation>另存为 CSV…</translation>
    </message>
    <message>
        <source>Save as JSON…</source>
        <translation>另存为 JSON…</translation>
    </message>
    <message>
        <source>Save as picture…</source>
        <translation>另存为图片…</translation>
    </message>
    <message>
        <source>Copy the tokens</source>
        <translation>复制词元</translation>
    </message>
    <message>
        <source>Save the tokens as CSV…</source>
        <translation>将词元另存为 CSV…</translation>
    </message>
</context>
<context>
    <name>deltascope::views::ResultsTable</name>
    <message>
        <source>Results by configuration</source>
        <translation>各配置的结果</translation>
    </message>
</context>
<context>
    <name>deltascope::views::RuleChoice</name>
    <message>
        <source>Configuration: %1</source>
        <translation>配置：%1</translation>
    </message>
    <message>
        <source>The configuration that these inputs get</source>
        <translation>这些输入所用的配置</translation>
    </message>
    <message>
        <source>Backbone</source>
        <translation>主干</translation>
    </message>
    <message>
        <source>Several, or another strength</source>
        <translation>多个，或另一强度</translation>
    </message>
</context>
<context>
    <name>deltascope::views::RuleRow</name>
    <message>
        <source>Earlier</source>
        <translation>上移</translation>
    </message>
    <message>
        <source>Later</source>
        <translation>下移</translation>
    </message>
    <message>
        <source>Remove this rule</source>
        <translation>移除此规则</translation>
    </message>
    <message>
        <source>language is</source>
        <translation>语言为</translation>
    </message>
    <message>
        <source>begins with</source>
        <translation>开头为</translation>
    </message>
    <message>
        <source>matches</source>
        <translation>匹配</translation>
    </message>
    <message>
        <source>all others</source>
        <translation>其余全部</translation>
    </message>
    <message>
        <source>Which inputs</source>
        <translation>哪些输入</translation>
    </message>
    <message>
        <source>How the rule tells the inputs that it takes</source>
        <translation>规则如何识别它所接收的输入</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>语言</translation>
    </message>
    <message>
        <source>Told by a text&apos;s script and its commonest words</source>
        <translation>由文本的文字系统和最常见的词判断</translation>
    </message>
    <message>
        <source>Earlier: the first rule that holds counts (Alt+Up)</source>
        <translation>上移：以第一条成立的规则为准（Alt+上）</translation>
    </message>
    <message>
        <source>Later: the first rule that holds counts (Alt+Down)</source>
        <translation>下移：以第一条成立的规则为准（Alt+下）</translation>
    </message>
    <message>
        <source>Rule: %1 → %2</source>
        <translation>规则：%1 → %2</translation>
    </message>
    <message>
        <source>Regular expression</source>
        <translation>正则表达式</translation>
    </message>
    <message>
        <source>How the text begins</source>
        <translation>文本的开头</translation>
    </message>
    <message>
        <source>Taken is every text in which it is found</source>
        <translation>凡含有匹配的文本都归此规则</translation>
    </message>
    <message>
        <source>Blanks count</source>
        <translation>空格也算</translation>
    </message>
    <message>
        <source>%1 is not in the rack any more: add it again or choose another</source>
        <translation>%1 已不在机架中：请重新添加或另选</translation>
    </message>
    <message>
        <source>takes nothing until it is said which texts</source>
        <translation>在写明哪些文本之前不接收任何输入</translation>
    </message>
    <message>
        <source>This expression takes too long on the inputs; write a simpler one</source>
        <translation>此表达式在输入上耗时过长；请写得更简单些</translation>
    </message>
    <message>
        <source>such as ^\d+ or (?i)refund</source>
        <translation>例如 ^\d+ 或 (?i)refund</translation>
    </message>
    <message>
        <source>such as Q:</source>
        <translation>例如 Q:</translation>
    </message>
    <message>
        <source>takes %1 of %2 inputs</source>
        <translation>匹配 %2 个输入中的 %1 个</translation>
    </message>
    <message>
        <source>Until then this counts: %1</source>
        <translation>在此之前仍以此为准：%1</translation>
    </message>
    <message>
        <source>This is no regular expression yet: look for a bracket that is not closed, or a sign that needs a \ before it.</source>
        <translation>这还不是正则表达式：请检查是否有未闭合的括号，或需要在前面加 \ 的符号。</translation>
    </message>
</context>
<context>
    <name>deltascope::views::RulesPanel</name>
    <message>
        <source>+  Rule</source>
        <translation>+  规则</translation>
    </message>
    <message>
        <source>Write them as rules</source>
        <translation>写成规则</translation>
    </message>
    <message>
        <source>Rules</source>
        <translation>规则</translation>
    </message>
    <message>
        <source>for columns by rule; the first that holds counts</source>
        <translation>用于按规则的列；以第一条成立的为准</translation>
    </message>
    <message>
        <source>A rule for inputs that begin alike, match an expression or are in a language</source>
        <translation>针对开头相同、匹配某个表达式或属于某种语言的输入的规则</translation>
    </message>
    <message>
        <source>Add a rule</source>
        <translation>添加一条规则</translation>
    </message>
    <message>
        <source>A rule for each delta that is named after a language, to be changed</source>
        <translation>为每个以语言命名的增量写一条规则，之后可以修改</translation>
    </message>
    <message>
        <source>There are no rules: an input goes to the delta that is named after its language (en, zh, french, …), any other to the backbone. What an input chooses itself always counts.</source>
        <translation>还没有规则：输入交给以其语言命名的增量（en、zh、french……），其余交给主干。输入自己的选择始终优先。</translation>
    </message>
    <message>
        <source>1 input is taken by no rule: the backbone answers it.</source>
        <translation>1 个输入不归任何规则：由主干回答。</translation>
    </message>
    <message>
        <source>%1 inputs are taken by no rule: the backbone answers them.</source>
        <translation>%1 个输入不归任何规则：由主干回答。</translation>
    </message>
    <message>
        <source>1 input has a choice of its own.</source>
        <translation>1 个输入有自己的选择。</translation>
    </message>
    <message>
        <source>%1 inputs have a choice of their own.</source>
        <translation>%1 个输入有自己的选择。</translation>
    </message>
    <message>
        <source>Every input is taken by a rule.</source>
        <translation>每个输入都归某条规则。</translation>
    </message>
</context>
<context>
    <name>deltascope::views::RunProgress</name>
    <message>
        <source>State of the run</source>
        <translation>运行状态</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>继续</translation>
    </message>
    <message>
        <source>Stop the run</source>
        <translation>停止运行</translation>
    </message>
    <message>
        <source>Go on with the run</source>
        <translation>继续运行</translation>
    </message>
    <message>
        <source>Time of the last run, all its inputs and columns together</source>
        <translation>上次运行的用时，包括其全部输入和列</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 / %2</translation>
    </message>
    <message>
        <source>Cells that are computed, of those that the run is about</source>
        <translation>此次运行所涉单元格中已算出的数量</translation>
    </message>
    <message>
        <source>stopped</source>
        <translation>已停止</translation>
    </message>
    <message>
        <source>What had come stays; the rest is computed when you go on, or change something.</source>
        <translation>已得到的会保留；继续运行或有改动时，再计算其余部分。</translation>
    </message>
</context>
<context>
    <name>deltascope::views::SavedForm</name>
    <message>
        <source>From folder…</source>
        <translation>从文件夹…</translation>
    </message>
    <message>
        <source>What its files say</source>
        <translation>其文件中的信息</translation>
    </message>
    <message>
        <source>Folder of the saved delta</source>
        <translation>已保存增量的文件夹</translation>
    </message>
    <message>
        <source>Or drop the folder anywhere on the window.</source>
        <translation>或将文件夹拖放到窗口任意处。</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>文件夹</translation>
    </message>
    <message>
        <source>Folder of a saved delta</source>
        <translation>已保存增量的文件夹</translation>
    </message>
    <message>
        <source>folder of the delta</source>
        <translation>增量所在的文件夹</translation>
    </message>
    <message>
        <source>As OpenDelta, PEFT or AdapterHub saved it</source>
        <translation>由 OpenDelta、PEFT 或 AdapterHub 保存</translation>
    </message>
</context>
<context>
    <name>deltascope::views::ServedRack</name>
    <message>
        <source>Served by %1</source>
        <translation>由 %1 提供</translation>
    </message>
    <message>
        <source>not loaded</source>
        <translation>未载入</translation>
    </message>
    <message>
        <source>there only</source>
        <translation>仅在那里</translation>
    </message>
    <message>
        <source>Add the column %1 @%2</source>
        <translation>添加列 %1 @%2</translation>
    </message>
</context>
<context>
    <name>deltascope::views::ServerCard</name>
    <message>
        <source>median %1 ms</source>
        <translation>中位数 %1 毫秒</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>重试</translation>
    </message>
    <message>
        <source>Server %1, %2</source>
        <translation>服务器 %1，%2</translation>
    </message>
    <message>
        <source>Forget %1</source>
        <translation>移除 %1</translation>
    </message>
    <message>
        <source>ready</source>
        <translation>就绪</translation>
    </message>
    <message>
        <source>%1 tokens</source>
        <translation>%1 个词元</translation>
    </message>
    <message>
        <source>Unload</source>
        <translation>卸载</translation>
    </message>
    <message>
        <source>Load</source>
        <translation>加载</translation>
    </message>
    <message>
        <source>here only</source>
        <translation>仅在本机</translation>
    </message>
    <message>
        <source>there only</source>
        <translation>仅在那里</translation>
    </message>
    <message>
        <source>Save it first: a server reads files</source>
        <translation>请先保存：服务器读取的是文件</translation>
    </message>
    <message>
        <source>Paths there</source>
        <translation>那里的路径</translation>
    </message>
    <message>
        <source>/here = /there</source>
        <translation>/本地 = /那里</translation>
    </message>
    <message>
        <source>Where this server finds what stands here</source>
        <translation>该服务器在何处找到本地内容</translation>
    </message>
    <message>
        <source>A folder here and the same as the server sees it, such as /home/me/deltas=/models; empty where both see the same paths</source>
        <translation>本地文件夹及服务器看到的同一文件夹，如 /home/me/deltas=/models；路径相同时留空</translation>
    </message>
    <message>
        <source>Load a copy</source>
        <translation>载入副本</translation>
    </message>
    <message>
        <source>Writes one adapter that holds it into a new folder, and loads that</source>
        <translation>在新文件夹中写入一个等效的适配器并载入</translation>
    </message>
    <message>
        <source>needs a copy</source>
        <translation>需要副本</translation>
    </message>
    <message>
        <source>, scale %1</source>
        <translation>，比例 %1</translation>
    </message>
</context>
<context>
    <name>deltascope::views::ServersPanel</name>
    <message>
        <source>Ask all servers again</source>
        <translation>重新询问所有服务器</translation>
    </message>
    <message>
        <source>Close the servers</source>
        <translation>关闭服务器面板</translation>
    </message>
    <message>
        <source>vLLM and llama.cpp, told by their answers. A key comes from DELTASCOPE_SERVER_KEY and is kept nowhere.</source>
        <translation>vLLM 和 llama.cpp，由其回答识别。密钥取自 DELTASCOPE_SERVER_KEY，不保存在任何地方。</translation>
    </message>
    <message>
        <source>Add server</source>
        <translation>添加服务器</translation>
    </message>
    <message>
        <source>Servers</source>
        <translation>服务器</translation>
    </message>
    <message>
        <source>Address of a server</source>
        <translation>服务器地址</translation>
    </message>
    <message>
        <source>[NAME=]URL, such as gpu=http://127.0.0.1:8000</source>
        <translation>[名称=]URL，例如 gpu=http://127.0.0.1:8000</translation>
    </message>
    <message>
        <source>SERVERS</source>
        <translation>服务器</translation>
    </message>
    <message>
        <source>A folder for copies of deltas, which %1 can read</source>
        <translation>存放增量副本的文件夹，%1 须能读取</translation>
    </message>
</context>
<context>
    <name>deltascope::views::ShelfDelegate</name>
    <message>
        <source>cannot be read</source>
        <translation>无法读取</translation>
    </message>
    <message>
        <source>does not fit</source>
        <translation>不适配</translation>
    </message>
    <message>
        <source>same content as %1</source>
        <translation>与 %1 内容相同</translation>
    </message>
    <message>
        <source>fits, %1</source>
        <translation>适配，%1</translation>
    </message>
    <message>
        <source>fits</source>
        <translation>适配</translation>
    </message>
</context>
<context>
    <name>deltascope::views::ShelfPanel</name>
    <message>
        <source>Choose the folder of the shelf</source>
        <translation>选择货架的文件夹</translation>
    </message>
    <message>
        <source>Look through the folder again (F5)</source>
        <translation>重新查看文件夹 (F5)</translation>
    </message>
    <message>
        <source>Close the shelf</source>
        <translation>关闭货架</translation>
    </message>
    <message>
        <source>Choose a folder…</source>
        <translation>选择文件夹…</translation>
    </message>
    <message>
        <source>Add</source>
        <translation>添加</translation>
    </message>
    <message>
        <source>Shelf</source>
        <translation>货架</translation>
    </message>
    <message>
        <source>Find: lora, bart, fits</source>
        <translation>查找：lora, bart, fits</translation>
    </message>
    <message>
        <source>Find on the shelf</source>
        <translation>在货架上查找</translation>
    </message>
    <message>
        <source>Words of the name, kind, library, target or backbone; also fits, differs, broken, duplicate</source>
        <translation>名称、类型、库、目标或主干中的词；也可用 fits、differs、broken、duplicate</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Fits first</source>
        <translation>适配优先</translation>
    </message>
    <message>
        <source>Largest</source>
        <translation>最大优先</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>类型</translation>
    </message>
    <message>
        <source>Backbone</source>
        <translation>主干</translation>
    </message>
    <message>
        <source>Order of the shelf</source>
        <translation>货架的排序</translation>
    </message>
    <message>
        <source>Deltas on the shelf</source>
        <translation>货架上的增量</translation>
    </message>
    <message>
        <source>SHELF</source>
        <translation>货架</translation>
    </message>
    <message>
        <source>The folder of the shelf</source>
        <translation>货架的文件夹</translation>
    </message>
    <message>
        <source>Point the shelf at a folder: every delta below it is listed here, with what it is and whether it fits the open model. Drag one onto the tree to add it.</source>
        <translation>为货架指定一个文件夹：其下的所有增量都列在这里，包括各是什么、是否适配当前模型。将其拖到模块树上即可添加。</translation>
    </message>
    <message>
        <source>Looking…</source>
        <translation>正在查看…</translation>
    </message>
    <message>
        <source>No delta is below this folder (OpenDelta, PEFT or AdapterHub).</source>
        <translation>此文件夹下没有增量（OpenDelta、PEFT 或 AdapterHub）。</translation>
    </message>
    <message>
        <source>No delta here holds all of these words.</source>
        <translation>没有增量包含所有这些词。</translation>
    </message>
    <message>
        <source>%1 delta</source>
        <translation>%1 个增量</translation>
    </message>
    <message>
        <source>%1 deltas</source>
        <translation>%1 个增量</translation>
    </message>
    <message>
        <source>%1 fits</source>
        <translation>%1 个适配</translation>
    </message>
    <message>
        <source>%1 fit</source>
        <translation>%1 个适配</translation>
    </message>
    <message>
        <source>%1 duplicate</source>
        <translation>%1 个重复</translation>
    </message>
    <message>
        <source>%1 duplicates</source>
        <translation>%1 个重复</translation>
    </message>
    <message>
        <source>%1 broken</source>
        <translation>%1 个损坏</translation>
    </message>
    <message>
        <source>%1, looking…</source>
        <translation>%1，正在查看…</translation>
    </message>
    <message>
        <source>%1 in %2</source>
        <translation>%1，用时 %2</translation>
    </message>
    <message>
        <source>%1 folder</source>
        <translation>%1 个文件夹</translation>
    </message>
    <message>
        <source>%1 folders</source>
        <translation>%1 个文件夹</translation>
    </message>
</context>
<context>
    <name>deltascope::views::SimilarityMap</name>
    <message>
        <source>Similarity of deltas: pairs by module</source>
        <translation>增量的相似度：按模块列出各对</translation>
    </message>
</context>
<context>
    <name>deltascope::views::SimilarityPanel</name>
    <message>
        <source>Similarity of deltas</source>
        <translation>增量的相似度</translation>
    </message>
    <message>
        <source>Save…</source>
        <translation>保存…</translation>
    </message>
    <message>
        <source>Copy or save the numbers and their picture</source>
        <translation>复制或保存数值及其图片</translation>
    </message>
    <message>
        <source>Comparing deltas</source>
        <translation>正在比较增量</translation>
    </message>
    <message>
        <source>Point at a square: which module, which angle.</source>
        <translation>指向方格：查看是哪个模块、夹角多少。</translation>
    </message>
    <message>
        <source>%1 over %2</source>
        <translation>%1，涉及 %2</translation>
    </message>
    <message>
        <source>%1 pair</source>
        <translation>%1 对</translation>
    </message>
    <message>
        <source>%1 pairs</source>
        <translation>%1 对</translation>
    </message>
    <message>
        <source>%1 module</source>
        <translation>%1 个模块</translation>
    </message>
    <message>
        <source>%1 modules</source>
        <translation>%1 个模块</translation>
    </message>
    <message>
        <source>Nothing to compare: one delta of every pair changes nothing yet.</source>
        <translation>没有可比较的：每一对中都有一个增量尚未改变任何权重。</translation>
    </message>
    <message>
        <source>%1 pull against one another (%2).</source>
        <translation>%1 相互对抗（%2）。</translation>
    </message>
    <message>
        <source>%1 go the same way (%2).</source>
        <translation>%1 方向一致（%2）。</translation>
    </message>
    <message>
        <source>No two deltas have much to do with one another (%1 to %2).</source>
        <translation>任何两个增量都没有多大关联（%1 到 %2）。</translation>
    </message>
    <message>
        <source>Open a model first.</source>
        <translation>请先打开模型。</translation>
    </message>
    <message>
        <source>Add two deltas that change weights: how alike they change each module stands here.</source>
        <translation>添加两个会改变权重的增量：它们对各模块的改变有多相似，显示在这里。</translation>
    </message>
    <message>
        <source>Fewer than two of the deltas change weights.</source>
        <translation>会改变权重的增量不足两个。</translation>
    </message>
    <message>
        <source>%1 pull against one another a little (%2).</source>
        <translation>%1略有对抗（%2）。</translation>
    </message>
    <message>
        <source>No two deltas pull against one another; %1 have a little in common (%2).</source>
        <translation>没有两个增量相互对抗；%1略有共同之处（%2）。</translation>
    </message>
</context>
<context>
    <name>deltascope::views::SimilarityScale</name>
    <message>
        <source>Colours from against, -1, to the same way, 1</source>
        <translation>颜色从反向（-1）到同向（1）</translation>
    </message>
    <message>
        <source>against</source>
        <translation>反向</translation>
    </message>
    <message>
        <source>same way</source>
        <translation>同向</translation>
    </message>
</context>
<context>
    <name>deltascope::views::SpectrumView</name>
    <message>
        <source>effective rank: exponential of the entropy of the normalised singular values</source>
        <translation>有效秩：归一化奇异值之熵的指数</translation>
    </message>
    <message>
        <source>full where the update is as large as the weight</source>
        <translation>更新与权重一样大时为满格</translation>
    </message>
    <message>
        <source>|ΔW| / |W|</source>
        <translation>|ΔW| / |W|</translation>
    </message>
    <message>
        <source>Frobenius norm of this tap&apos;s update over that of the weight, at strength 1</source>
        <translation>强度为 1 时，此接入点的更新与权重的 Frobenius 范数之比</translation>
    </message>
    <message>
        <source>SPECTRUM, %1</source>
        <translation>谱，%1</translation>
    </message>
    <message>
        <source>index</source>
        <translation>序号</translation>
    </message>
    <message>
        <source>singular value</source>
        <translation>奇异值</translation>
    </message>
    <message>
        <source>no update of a weight matrix here</source>
        <translation>此处没有权重矩阵的更新</translation>
    </message>
    <message>
        <source>the update is zero</source>
        <translation>更新为零</translation>
    </message>
    <message>
        <source>rank %1 of %2</source>
        <translation>秩 %1 / %2</translation>
    </message>
</context>
<context>
    <name>deltascope::views::StateDot</name>
    <message>
        <source>ready</source>
        <translation>就绪</translation>
    </message>
    <message>
        <source>does not answer</source>
        <translation>无应答</translation>
    </message>
    <message>
        <source>asked</source>
        <translation>正在询问</translation>
    </message>
</context>
<context>
    <name>deltascope::views::StrengthSlider</name>
    <message>
        <source>Strength: 1 as trained, 0 none. Wheel, once clicked: 0.05; double-click: 1.0; or type a number.</source>
        <translation>强度：1 为训练强度，0 为无。点击后滚动滚轮：每格 0.05；双击：1.0；也可直接输入数值。</translation>
    </message>
    <message>
        <source>Strength</source>
        <translation>强度</translation>
    </message>
    <message>
        <source>Strength of %1</source>
        <translation>%1 的强度</translation>
    </message>
    <message>
        <source>A strength is a number; it stays %1.</source>
        <translation>强度应为数值；仍为 %1。</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is no number; the strength stays %2.</source>
        <translation>“%1”不是数值；强度仍为 %2。</translation>
    </message>
    <message>
        <source>A strength is between %1 and %2; it stays %3.</source>
        <translation>强度应在 %1 与 %2 之间；仍为 %3。</translation>
    </message>
</context>
<context>
    <name>deltascope::views::SweepPanel</name>
    <message>
        <source>alone</source>
        <translation>单独</translation>
    </message>
    <message>
        <source>beside what is attached now</source>
        <translation>与当前接入一起</translation>
    </message>
    <message>
        <source>Strength of a delta</source>
        <translation>增量的强度</translation>
    </message>
    <message>
        <source>The delta whose strength is swept</source>
        <translation>要扫描强度的增量</translation>
    </message>
    <message>
        <source>The input that is answered</source>
        <translation>要回答的输入</translation>
    </message>
    <message>
        <source>What else is attached meanwhile</source>
        <translation>同时还接入什么</translation>
    </message>
    <message>
        <source>Save…</source>
        <translation>保存…</translation>
    </message>
    <message>
        <source>Copy or save the numbers and their picture</source>
        <translation>复制或保存数值及其图片</translation>
    </message>
    <message>
        <source>Computing the sweep</source>
        <translation>正在计算扫描</translation>
    </message>
    <message>
        <source>on</source>
        <translation>输入</translation>
    </message>
    <message>
        <source>no delta</source>
        <translation>没有增量</translation>
    </message>
    <message>
        <source>no input</source>
        <translation>没有输入</translation>
    </message>
    <message>
        <source>%1, %2: %3</source>
        <translation>%1，%2：%3</translation>
    </message>
    <message>
        <source>Open a model first.</source>
        <translation>请先打开模型。</translation>
    </message>
    <message>
        <source>This model opens as a tree only: nothing comes out of it.</source>
        <translation>此模型只能以模块树打开：它没有输出。</translation>
    </message>
    <message>
        <source>Add a delta that has a strength: what comes out from none of it to twice as trained stands here.</source>
        <translation>添加一个有强度的增量：强度从零到训练强度两倍时的输出显示在这里。</translation>
    </message>
    <message>
        <source>Type an input under Try.</source>
        <translation>在“试用”中输入内容。</translation>
    </message>
    <message>
        <source>%1  %2</source>
        <translation>%1  %2</translation>
    </message>
</context>
<context>
    <name>deltascope::views::SweepPlot</name>
    <message>
        <source>What comes out over the strength</source>
        <translation>输出随强度的变化</translation>
    </message>
    <message>
        <source>%1 without it, %2 at twice its strength</source>
        <translation>无增量时为 %1，两倍强度时为 %2</translation>
    </message>
    <message>
        <source>strength %1: %2</source>
        <translation>强度 %1：%2</translation>
    </message>
</context>
<context>
    <name>deltascope::views::TakeAway</name>
    <message>
        <source>%1 could not be written: %2</source>
        <translation>无法写入 %1：%2</translation>
    </message>
    <message>
        <source>Table (*.csv)</source>
        <translation>表格 (*.csv)</translation>
    </message>
    <message>
        <source>JSON (*.%1)</source>
        <translation>JSON (*.%1)</translation>
    </message>
    <message>
        <source>Picture (*.png)</source>
        <translation>图片 (*.png)</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>保存</translation>
    </message>
    <message>
        <source>Copy as a table	Ctrl+Shift+C</source>
        <translation>复制为表格	Ctrl+Shift+C</translation>
    </message>
    <message>
        <source>Save as CSV…</source>
        <translation>另存为 CSV…</translation>
    </message>
    <message>
        <source>Save as JSON…</source>
        <translation>另存为 JSON…</translation>
    </message>
    <message>
        <source>Save as picture…</source>
        <translation>另存为图片…</translation>
    </message>
</context>
<context>
    <name>deltascope::views::TapList</name>
    <message>
        <source>no delta sits here</source>
        <translation>此处没有增量</translation>
    </message>
</context>
<context>
    <name>deltascope::views::TapRow</name>
    <message>
        <source>As run: the strength here times the delta&apos;s own scale stands in front. Drag to change the order.</source>
        <translation>实际运行时：前面还要乘以此处的强度与增量自身的缩放。拖动可调整顺序。</translation>
    </message>
    <message>
        <source>%1 attached at this module</source>
        <translation>%1 在此模块已接入</translation>
    </message>
    <message>
        <source>%1 at this module</source>
        <translation>%1 在此模块</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1：%2</translation>
    </message>
</context>
<context>
    <name>deltascope::views::Thumbnail</name>
    <message>
        <source>Picture %1</source>
        <translation>图片 %1</translation>
    </message>
    <message>
        <source>This picture cannot be read.</source>
        <translation>无法读取此图片。</translation>
    </message>
</context>
<context>
    <name>deltascope::views::TintLegend</name>
    <message>
        <source>Colours from %1 to %2</source>
        <translation>颜色从 %1 到 %2</translation>
    </message>
    <message>
        <source>less likely than in the baseline</source>
        <translation>比基准更不可能</translation>
    </message>
    <message>
        <source>unlikely</source>
        <translation>不太可能</translation>
    </message>
    <message>
        <source>more likely</source>
        <translation>更可能</translation>
    </message>
    <message>
        <source>likely</source>
        <translation>很可能</translation>
    </message>
</context>
<context>
    <name>deltascope::views::Toast</name>
    <message>
        <source>Copy the message</source>
        <translation>复制消息</translation>
    </message>
    <message>
        <source>Close the message</source>
        <translation>关闭消息</translation>
    </message>
</context>
<context>
    <name>deltascope::views::TreeFooter</name>
    <message>
        <source>backbone %1 mapped</source>
        <translation>主干映射 %1</translation>
    </message>
    <message>
        <source>, running adds %1</source>
        <translation>，运行时增加 %1</translation>
    </message>
    <message>
        <source>, deltas %1</source>
        <translation>，增量 %1</translation>
    </message>
    <message>
        <source>The first run makes copies of %1, since the file&apos;s numbers are of another type than is computed in.
</source>
        <translation>首次运行会复制 %1，因为文件的数值类型与计算所用的不同。
</translation>
    </message>
    <message>
        <source>Mapped weights are read page by page as running touches them.
</source>
        <translation>映射的权重在运行触及时逐页读入。
</translation>
    </message>
    <message>
        <source>A run takes about %1 for each token of each configuration.</source>
        <translation>每种配置的每个词元约占用 %1。</translation>
    </message>
</context>
<context>
    <name>deltascope::views::TreeTotals</name>
    <message>
        <source>deltas %1 = %2</source>
        <translation>增量 %1 = %2</translation>
    </message>
    <message>
        <source>trainable %1 of %2 = %3</source>
        <translation>可训练 %1 / %2 = %3</translation>
    </message>
</context>
<context>
    <name>deltascope::views::TruncateDialog</name>
    <message>
        <source>Save…</source>
        <translation>保存…</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Truncate</source>
        <translation>截断</translation>
    </message>
    <message>
        <source>The strongest directions of %1</source>
        <translation>%1 的最强方向</translation>
    </message>
    <message>
        <source>Directions that are kept</source>
        <translation>要保留的方向</translation>
    </message>
    <message>
        <source>Number of directions that are kept</source>
        <translation>要保留的方向数</translation>
    </message>
    <message>
        <source>kept of the update</source>
        <translation>更新的保留比例</translation>
    </message>
    <message>
        <source>largest change of an output</source>
        <translation>输出的最大变化</translation>
    </message>
    <message>
        <source>size</source>
        <translation>大小</translation>
    </message>
    <message>
        <source>Share of the squares of all singular values</source>
        <translation>占全部奇异值平方和的比例</translation>
    </message>
    <message>
        <source>Of a logit, or of a hidden state where the model has no head, on built-in inputs</source>
        <translation>在内置输入上的 logit 变化；模型没有头时为隐藏状态的变化</translation>
    </message>
    <message>
        <source>Not measured: another model is open now.</source>
        <translation>未测量：现在打开的是另一个模型。</translation>
    </message>
    <message>
        <source>not measured: the model does not run</source>
        <translation>未测量：模型无法运行</translation>
    </message>
    <message>
        <source>none</source>
        <translation>无</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 / %2</translation>
    </message>
    <message>
        <source>of %1</source>
        <translation>共 %1</translation>
    </message>
</context>
<context>
    <name>deltascope::views::WeightsView</name>
    <message>
        <source>Histogram of %1</source>
        <translation>%1 的直方图</translation>
    </message>
    <message>
        <source>value</source>
        <translation>值</translation>
    </message>
    <message>
        <source>count</source>
        <translation>计数</translation>
    </message>
    <message>
        <source>no numbers</source>
        <translation>没有数值</translation>
    </message>
    <message>
        <source>mean %1 std %2</source>
        <translation>均值 %1 标准差 %2</translation>
    </message>
    <message>
        <source>, %1 not finite</source>
        <translation>，%1 个非有限值</translation>
    </message>
</context>
</TS>
