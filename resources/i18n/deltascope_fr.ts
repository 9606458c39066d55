<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="fr" sourcelanguage="en">
<context>
    <name>CellLines</name>
    <message>
        <source>value</source>
        <translation>valeur</translation>
    </message>
    <message>
        <source>first column</source>
        <translation>première colonne</translation>
    </message>
    <message>
        <source>input %1</source>
        <translation>entrée %1</translation>
    </message>
    <message>
        <source>%1 numbers; add inputs to compare</source>
        <translation>%1 nombres&#xa0;; ajouter des entrées pour comparer</translation>
    </message>
    <message>
        <source>no mask in the text</source>
        <translation>pas de masque dans le texte</translation>
    </message>
    <message>
        <source>no numbers</source>
        <translation>pas de nombres</translation>
    </message>
    <message>
        <source>output %1</source>
        <translation>sortie %1</translation>
    </message>
    <message>
        <source>not a number</source>
        <translation>pas un nombre</translation>
    </message>
</context>
<context>
    <name>ColumnHeader</name>
    <message>
        <source>by language…</source>
        <translation>par langue…</translation>
    </message>
    <message>
        <source>%1 rule…</source>
        <translation>%1 règle…</translation>
    </message>
    <message>
        <source>%1 rules…</source>
        <translation>%1 règles…</translation>
    </message>
</context>
<context>
    <name>DriftText</name>
    <message>
        <source>same</source>
        <translation>identique</translation>
    </message>
    <message>
        <source>rounding</source>
        <translation>arrondi</translation>
    </message>
    <message>
        <source>asked for %1, answered as %2</source>
        <translation>%1 demandé, répond comme %2</translation>
    </message>
    <message>
        <source>asked for %1, answered as no configuration here</source>
        <translation>%1 demandé, répond comme aucune configuration d’ici</translation>
    </message>
    <message>
        <source>it told no log-probabilities</source>
        <translation>il n’a donné aucune log-probabilité</translation>
    </message>
    <message>
        <source>%1 log-probabilities differ by up to %2</source>
        <translation>%1 log-probabilités, écart maximal %2</translation>
    </message>
    <message>
        <source>input %1 parts at token %2, where the two likeliest tokens here are %3 apart</source>
        <translation>l’entrée %1 diverge au token %2, où les deux tokens les plus probables d’ici sont à %3 l’un de l’autre</translation>
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
        <translation>(rien)</translation>
    </message>
    <message>
        <source>seed %1</source>
        <translation>graine %1</translation>
    </message>
</context>
<context>
    <name>Generation</name>
    <message>
        <source>at most</source>
        <translation>au plus</translation>
    </message>
    <message>
        <source>New tokens of an answer</source>
        <translation>Nouveaux tokens d’une réponse</translation>
    </message>
    <message>
        <source>at least</source>
        <translation>au moins</translation>
    </message>
    <message>
        <source>No end before so many new tokens</source>
        <translation>Pas de fin avant ce nombre de nouveaux tokens</translation>
    </message>
    <message>
        <source>beams</source>
        <translation>faisceaux</translation>
    </message>
    <message>
        <source>Texts that are followed side by side</source>
        <translation>Textes suivis en parallèle</translation>
    </message>
    <message>
        <source>length penalty</source>
        <translation>pénalité de longueur</translation>
    </message>
    <message>
        <source>Above 0 favours long texts, below 0 short ones</source>
        <translation>Au-dessus de 0, favorise les textes longs&#xa0;; au-dessous, les courts</translation>
    </message>
    <message>
        <source>temperature</source>
        <translation>température</translation>
    </message>
    <message>
        <source>Divides the scores before drawing: below 1 bolder for the likely</source>
        <translation>Divise les scores avant le tirage&#xa0;: au-dessous de 1, favorise davantage le probable</translation>
    </message>
    <message>
        <source>top-k</source>
        <translation>top-k</translation>
    </message>
    <message>
        <source>Draw among the k best; 0: among all</source>
        <translation>Tirer parmi les k meilleurs&#xa0;; 0&#xa0;: parmi tous</translation>
    </message>
    <message>
        <source>top-p</source>
        <translation>top-p</translation>
    </message>
    <message>
        <source>Draw among the best that together have this probability</source>
        <translation>Tirer parmi les meilleurs qui réunissent cette probabilité</translation>
    </message>
    <message>
        <source>min-p</source>
        <translation>min-p</translation>
    </message>
    <message>
        <source>Draw among those with this share of the best one&apos;s probability</source>
        <translation>Tirer parmi ceux qui ont cette part de la probabilité du meilleur</translation>
    </message>
    <message>
        <source>off</source>
        <translation>sans</translation>
    </message>
    <message>
        <source>repetition penalty</source>
        <translation>pénalité de répétition</translation>
    </message>
    <message>
        <source>Above 1: against tokens that were there</source>
        <translation>Au-dessus de 1&#xa0;: défavorise les tokens déjà présents</translation>
    </message>
    <message>
        <source>no repeated n-gram</source>
        <translation>n-grammes sans répétition</translation>
    </message>
    <message>
        <source>No n tokens in a row come twice; 0: off</source>
        <translation>Aucune suite de n tokens ne revient&#xa0;; 0&#xa0;: sans</translation>
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
        <translation>%1 faisceaux</translation>
    </message>
    <message>
        <source>sample</source>
        <translation>échantillonnage</translation>
    </message>
    <message>
        <source>greedy</source>
        <translation>glouton</translation>
    </message>
    <message>
        <source>at most %1 tokens</source>
        <translation>au plus %1 tokens</translation>
    </message>
    <message>
        <source>As configured: %1</source>
        <translation>Comme configuré&#xa0;: %1</translation>
    </message>
    <message>
        <source>Greedy</source>
        <translation>Glouton</translation>
    </message>
    <message>
        <source>Sample</source>
        <translation>Échantillonnage</translation>
    </message>
    <message>
        <source>at most %1</source>
        <translation>au plus %1</translation>
    </message>
    <message>
        <source>seed %1</source>
        <translation>graine %1</translation>
    </message>
    <message>
        <source>%1 answers</source>
        <translation>%1 réponses</translation>
    </message>
</context>
<context>
    <name>KindWords</name>
    <message>
        <source>several kinds of one adapter side by side</source>
        <translation>plusieurs types d’un même adaptateur côte à côte</translation>
    </message>
    <message>
        <source>y + s·BA x: a low-rank update, or learned factors (IA3, VeRA)</source>
        <translation>y + s·BA x&#xa0;: une mise à jour de rang faible, ou des facteurs appris (IA3, VeRA)</translation>
    </message>
    <message>
        <source>trained keys and values in front of those of every attention</source>
        <translation>des clés et valeurs apprises devant celles de chaque attention</translation>
    </message>
    <message>
        <source>h + s·(act(W h + b) - R h) R at the first and last positions</source>
        <translation>h + s·(act(W h + b) - R h) R aux premières et dernières positions</translation>
    </message>
    <message>
        <source>a bottleneck where a sub-layer meets its residual</source>
        <translation>un goulot là où une sous-couche rejoint sa connexion résiduelle</translation>
    </message>
    <message>
        <source>trained vectors behind the embeddings</source>
        <translation>des vecteurs appris derrière les plongements</translation>
    </message>
    <message>
        <source>y + s·((A1 B1)∘(A2 B2)) x: a product of two low-rank updates</source>
        <translation>y + s·((A1 B1)∘(A2 B2)) x&#xa0;: un produit de deux mises à jour de rang faible</translation>
    </message>
    <message>
        <source>y + s·(W1⊗W2) x: a Kronecker product</source>
        <translation>y + s·(W1⊗W2) x&#xa0;: un produit de Kronecker</translation>
    </message>
    <message>
        <source>y + s·Re(ifft2(spectrum)) x: a sparse spectrum</source>
        <translation>y + s·Re(ifft2(spectrum)) x&#xa0;: un spectre creux</translation>
    </message>
    <message>
        <source>y + s·(sparse) x: a few entries of the weight</source>
        <translation>y + s·(sparse) x&#xa0;: quelques éléments du poids</translation>
    </message>
    <message>
        <source>y + s·(block circular convolution) x</source>
        <translation>y + s·(convolution circulante par blocs) x</translation>
    </message>
    <message>
        <source>y + s·(sum of chunks of x) B: one block, repeated</source>
        <translation>y + s·(somme de tranches de x) B&#xa0;: un bloc, répété</translation>
    </message>
    <message>
        <source>F(x R): features turned block by block</source>
        <translation>F(x R)&#xa0;: des caractéristiques tournées bloc par bloc</translation>
    </message>
    <message>
        <source>l·(F(x R) - b) + b: features turned by butterfly factors</source>
        <translation>l·(F(x R) - b) + b&#xa0;: des caractéristiques tournées par des facteurs papillon</translation>
    </message>
    <message>
        <source>F(H x): features reflected</source>
        <translation>F(H x)&#xa0;: des caractéristiques réfléchies</translation>
    </message>
    <message>
        <source>R y: pairs of outputs turned and scaled</source>
        <translation>R y&#xa0;: des paires de sorties tournées et mises à l’échelle</translation>
    </message>
    <message>
        <source>[prompt; input]: trained vectors in front of the embedded text</source>
        <translation>[prompt; input]&#xa0;: des vecteurs appris devant le texte plongé</translation>
    </message>
    <message>
        <source>[prompt; input]: vectors in front of the embedded text, made by a small network</source>
        <translation>[prompt; input]&#xa0;: des vecteurs devant le texte plongé, produits par un petit réseau</translation>
    </message>
    <message>
        <source>[context; input]: the embeddings of examples in front of the text, tuned</source>
        <translation>[context; input]&#xa0;: les plongements d’exemples devant le texte, ajustés</translation>
    </message>
    <message>
        <source>y + s·BA x: a low-rank update beside a linear module or an embedding</source>
        <translation>y + s·BA x&#xa0;: une mise à jour de rang faible à côté d’un module linéaire ou d’un plongement</translation>
    </message>
    <message>
        <source>l ⊙ y: every output, of feed-forward modules every input, times a learned number</source>
        <translation>l ⊙ y&#xa0;: chaque sortie, ou chaque entrée des modules feed-forward, multipliée par un nombre appris</translation>
    </message>
    <message>
        <source>y + s·B(E·A x): a low-rank update whose rank was pruned</source>
        <translation>y + s·B(E·A x)&#xa0;: une mise à jour de rang faible dont le rang a été élagué</translation>
    </message>
    <message>
        <source>y + s·λb(B(λd(A x))): two vectors between random projections</source>
        <translation>y + s·λb(B(λd(A x)))&#xa0;: deux vecteurs entre des projections aléatoires</translation>
    </message>
    <message>
        <source>y + s·BΛAΓ x: many random bases, scaled</source>
        <translation>y + s·BΛAΓ x&#xa0;: de nombreuses bases aléatoires, mises à l’échelle</translation>
    </message>
    <message>
        <source>y + s·B diag(λ/(r|A||B|)) A |W| x: directions and length apart</source>
        <translation>y + s·B diag(λ/(r|A||B|)) A |W| x&#xa0;: directions et longueur séparées</translation>
    </message>
    <message>
        <source>y + s·B A x, rows mixed from a bank of vectors</source>
        <translation>y + s·B A x, lignes mélangées à partir d’une banque de vecteurs</translation>
    </message>
    <message>
        <source>rows of the embedding trained anew</source>
        <translation>des lignes du plongement réapprises</translation>
    </message>
    <message>
        <source>norms trained anew</source>
        <translation>des normalisations réapprises</translation>
    </message>
    <message>
        <source>y + s·BA x: a low-rank update beside a linear module</source>
        <translation>y + s·BA x&#xa0;: une mise à jour de rang faible à côté d’un module linéaire</translation>
    </message>
    <message>
        <source>trained vectors in front of the embedded text</source>
        <translation>des vecteurs appris devant le texte plongé</translation>
    </message>
    <message>
        <source>an adapter whose linears are low-rank products</source>
        <translation>un adaptateur dont les linéaires sont des produits de rang faible</translation>
    </message>
    <message>
        <source>b + Δb: only the biases learn</source>
        <translation>b + Δb&#xa0;: seuls les biais apprennent</translation>
    </message>
    <message>
        <source>trained keys and values in front of those of an attention</source>
        <translation>des clés et valeurs apprises devant celles d’une attention</translation>
    </message>
    <message>
        <source>y + up(act(down y)): a bottleneck after a module</source>
        <translation>y + up(act(down y))&#xa0;: un goulot après un module</translation>
    </message>
    <message>
        <source>an adapter whose linears are sums of Kronecker products</source>
        <translation>un adaptateur dont les linéaires sont des sommes de produits de Kronecker</translation>
    </message>
    <message>
        <source>a bottleneck from one module&apos;s input to another&apos;s output; targets in pairs</source>
        <translation>un goulot de l’entrée d’un module à la sortie d’un autre&#xa0;; cibles par paires</translation>
    </message>
</context>
<context>
    <name>Languages</name>
    <message>
        <source>English</source>
        <translation>anglais</translation>
    </message>
    <message>
        <source>French</source>
        <translation>français</translation>
    </message>
    <message>
        <source>German</source>
        <translation>allemand</translation>
    </message>
    <message>
        <source>Spanish</source>
        <translation>espagnol</translation>
    </message>
    <message>
        <source>Italian</source>
        <translation>italien</translation>
    </message>
    <message>
        <source>Portuguese</source>
        <translation>portugais</translation>
    </message>
    <message>
        <source>Chinese</source>
        <translation>chinois</translation>
    </message>
    <message>
        <source>Japanese</source>
        <translation>japonais</translation>
    </message>
    <message>
        <source>Korean</source>
        <translation>coréen</translation>
    </message>
    <message>
        <source>Russian</source>
        <translation>russe</translation>
    </message>
    <message>
        <source>Arabic</source>
        <translation>arabe</translation>
    </message>
</context>
<context>
    <name>Messages</name>
    <message>
        <source>Show in folder</source>
        <translation>Afficher dans le dossier</translation>
    </message>
</context>
<context>
    <name>Numbers</name>
    <message>
        <source>1,000</source>
        <comment>what stands between thousands</comment>
        <translation>1&#x202f;000</translation>
    </message>
    <message>
        <source>0.5</source>
        <comment>what stands before decimals</comment>
        <translation>0,5</translation>
    </message>
    <message>
        <source>%1%</source>
        <comment>a share in percent</comment>
        <translation>%1&#xa0;%</translation>
    </message>
    <message>
        <source>%1 B</source>
        <translation>%1&#xa0;o</translation>
    </message>
    <message>
        <source>%1 KB</source>
        <translation>%1&#xa0;Ko</translation>
    </message>
    <message>
        <source>%1 MB</source>
        <translation>%1&#xa0;Mo</translation>
    </message>
    <message>
        <source>%1 GB</source>
        <translation>%1&#xa0;Go</translation>
    </message>
    <message>
        <source>%1 TB</source>
        <translation>%1&#xa0;To</translation>
    </message>
</context>
<context>
    <name>Prompt</name>
    <message>
        <source>%1 token</source>
        <translation>%1 token</translation>
    </message>
    <message>
        <source>%1 tokens</source>
        <translation>%1 tokens</translation>
    </message>
</context>
<context>
    <name>QCustomPlot</name>
    <message>
        <source>modules in the order they run</source>
        <translation>modules dans l’ordre d’exécution</translation>
    </message>
    <message>
        <source>relative</source>
        <translation>relatif</translation>
    </message>
    <message>
        <source>strength of %1</source>
        <translation>intensité de %1</translation>
    </message>
</context>
<context>
    <name>QLabel</name>
    <message>
        <source>no strength: an %1 is on or off</source>
        <translation>sans intensité&#xa0;: %1, branché ou débranché</translation>
    </message>
    <message>
        <source>no strength: a %1 is on or off</source>
        <translation>sans intensité&#xa0;: %1, branché ou débranché</translation>
    </message>
</context>
<context>
    <name>ServedShares</name>
    <message>
        <source>%1 has not loaded %2</source>
        <translation>%1 n’a pas chargé %2</translation>
    </message>
</context>
<context>
    <name>ServedText</name>
    <message>
        <source>Connect to %1</source>
        <translation>Se connecter à %1</translation>
    </message>
    <message>
        <source>Ask %1 again</source>
        <translation>Redemander à %1</translation>
    </message>
    <message>
        <source>Show what %1 has loaded</source>
        <translation>Voir ce que %1 a chargé</translation>
    </message>
    <message>
        <source>Runs on %1</source>
        <translation>S’exécute sur %1</translation>
    </message>
    <message>
        <source>Prompts are ids of the tokenizer here, conversations by the chat template here.</source>
        <translation>Les invites sont des identifiants du tokenizer d’ici, les conversations suivent le modèle de dialogue d’ici.</translation>
    </message>
</context>
<context>
    <name>ServedWords</name>
    <message>
        <source>%1 has it from %2</source>
        <translation>%1 l’a depuis %2</translation>
    </message>
    <message>
        <source>loaded, same files</source>
        <translation>chargé, mêmes fichiers</translation>
    </message>
    <message>
        <source>loaded, other files</source>
        <translation>chargé, autres fichiers</translation>
    </message>
    <message>
        <source>These are not the files that this delta was opened from: %1</source>
        <translation>Ce ne sont pas les fichiers dont ce delta a été ouvert : %1</translation>
    </message>
    <message>
        <source>loaded</source>
        <translation>chargé</translation>
    </message>
</context>
<context>
    <name>ServerMenu</name>
    <message>
        <source>It has settings of its own at single modules, which no server takes.</source>
        <translation>Elle a des réglages propres à certains modules, ce qu’aucun serveur n’accepte.</translation>
    </message>
    <message>
        <source>It has not answered yet</source>
        <translation>Il n’a pas encore répondu</translation>
    </message>
    <message>
        <source>It does not answer</source>
        <translation>Il ne répond pas</translation>
    </message>
    <message>
        <source>Bare backbone</source>
        <translation>Modèle de base seul</translation>
    </message>
    <message>
        <source>%1 (not loaded there)</source>
        <translation>%1 (pas chargé là-bas)</translation>
    </message>
    <message>
        <source>%1 (there only)</source>
        <translation>%1 (là-bas seulement)</translation>
    </message>
    <message>
        <source>Run this on %1 too</source>
        <translation>Exécuter aussi sur %1</translation>
    </message>
</context>
<context>
    <name>Session</name>
    <message>
        <source>go on in every column</source>
        <translation>continuer dans chaque colonne</translation>
    </message>
    <message>
        <source>By rule</source>
        <translation>Par règle</translation>
    </message>
    <message>
        <source>Nothing</source>
        <translation>Rien</translation>
    </message>
    <message>
        <source>Backbone</source>
        <translation>Modèle de base</translation>
    </message>
    <message>
        <source>needs %1, which is not there</source>
        <translation>nécessite %1, qui est absent</translation>
    </message>
    <message>
        <source>waits for %1</source>
        <translation>attend %1</translation>
    </message>
    <message>
        <source> (half)</source>
        <translation> (en partie)</translation>
    </message>
    <message>
        <source>language %1</source>
        <translation>langue %1</translation>
    </message>
    <message>
        <source>begins with “%1”</source>
        <translation>commence par « %1 »</translation>
    </message>
    <message>
        <source>matches /%1/</source>
        <translation>correspond à /%1/</translation>
    </message>
    <message>
        <source>all others</source>
        <translation>toutes les autres</translation>
    </message>
</context>
<context>
    <name>Tokens</name>
    <message>
        <source>no token counts</source>
        <translation>aucun token compté</translation>
    </message>
    <message>
        <source>mean %1, perplexity %2</source>
        <translation>moyenne %1, perplexité %2</translation>
    </message>
    <message>
        <source>, %1 a token</source>
        <translation>, %1 par token</translation>
    </message>
    <message>
        <source>token %1, id %2</source>
        <translation>token %1, id %2</translation>
    </message>
    <message>
        <source>counts nothing</source>
        <translation>non compté</translation>
    </message>
    <message>
        <source>log-probability %1, probability %2</source>
        <translation>log-probabilité %1, probabilité %2</translation>
    </message>
    <message>
        <source>baseline %1, difference %2</source>
        <translation>référence %1, différence %2</translation>
    </message>
    <message>
        <source>likeliest here:</source>
        <translation>les plus probables ici&#xa0;:</translation>
    </message>
    <message>
        <source>not a number</source>
        <translation>pas un nombre</translation>
    </message>
</context>
<context>
    <name>deltascope::app</name>
    <message>
        <source>Open</source>
        <translation>Ouvrir</translation>
    </message>
    <message>
        <source>Model folder…</source>
        <translation>Dossier de modèle…</translation>
    </message>
    <message>
        <source>Checkpoint file…</source>
        <translation>Fichier de checkpoint…</translation>
    </message>
    <message>
        <source>Hub id or path…</source>
        <translation>Identifiant du hub ou chemin…</translation>
    </message>
    <message>
        <source>The bundled demo</source>
        <translation>La démo fournie</translation>
    </message>
    <message>
        <source>Open session…</source>
        <translation>Ouvrir une session…</translation>
    </message>
    <message>
        <source>Save session…</source>
        <translation>Enregistrer la session…</translation>
    </message>
    <message>
        <source>Export the tree…</source>
        <translation>Exporter l’arbre…</translation>
    </message>
    <message>
        <source>Report…</source>
        <translation>Rapport…</translation>
    </message>
    <message>
        <source>Leave the program</source>
        <translation>Quitter le programme</translation>
    </message>
    <message>
        <source>Open %1</source>
        <translation>Ouvrir %1</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>Modèle</translation>
    </message>
    <message>
        <source>With another head…</source>
        <translation>Avec une autre tête…</translation>
    </message>
    <message>
        <source>Merge what is attached…</source>
        <translation>Fusionner ce qui est branché…</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Annuler</translation>
    </message>
    <message>
        <source>Redo</source>
        <translation>Rétablir</translation>
    </message>
    <message>
        <source>Deltas</source>
        <translation>Deltas</translation>
    </message>
    <message>
        <source>Add a delta…</source>
        <translation>Ajouter un delta…</translation>
    </message>
    <message>
        <source>Shelf: every delta below a folder</source>
        <translation>Étagère&#xa0;: tous les deltas d’un dossier</translation>
    </message>
    <message>
        <source>Mute all</source>
        <translation>Tout couper</translation>
    </message>
    <message>
        <source>Keep what is attached as a preset</source>
        <translation>Garder ce qui est branché comme préréglage</translation>
    </message>
    <message>
        <source>Detach %1</source>
        <translation>Débrancher %1</translation>
    </message>
    <message>
        <source>Attach %1</source>
        <translation>Brancher %1</translation>
    </message>
    <message>
        <source>Show the sites of %1</source>
        <translation>Afficher les sites de %1</translation>
    </message>
    <message>
        <source>Duplicate %1</source>
        <translation>Dupliquer %1</translation>
    </message>
    <message>
        <source>Remove %1</source>
        <translation>Retirer %1</translation>
    </message>
    <message>
        <source>Solo of delta %1</source>
        <translation>Solo du delta %1</translation>
    </message>
    <message>
        <source>Presets</source>
        <translation>Préréglages</translation>
    </message>
    <message>
        <source>Preset %1</source>
        <translation>Préréglage %1</translation>
    </message>
    <message>
        <source>Columns</source>
        <translation>Colonnes</translation>
    </message>
    <message>
        <source>Tree</source>
        <translation>Arbre</translation>
    </message>
    <message>
        <source>Find modules</source>
        <translation>Chercher des modules</translation>
    </message>
    <message>
        <source>Next module found</source>
        <translation>Module trouvé suivant</translation>
    </message>
    <message>
        <source>Previous module found</source>
        <translation>Module trouvé précédent</translation>
    </message>
    <message>
        <source>Bench</source>
        <translation>Banc</translation>
    </message>
    <message>
        <source>Try inputs</source>
        <translation>Essayer des entrées</translation>
    </message>
    <message>
        <source>Evaluate labelled data</source>
        <translation>Évaluer des données étiquetées</translation>
    </message>
    <message>
        <source>Open labelled lines…</source>
        <translation>Ouvrir des lignes étiquetées…</translation>
    </message>
    <message>
        <source>Sweep the strength of a delta</source>
        <translation>Balayer l’intensité d’un delta</translation>
    </message>
    <message>
        <source>Which deltas pull against one another?</source>
        <translation>Quels deltas se contrarient&#xa0;?</translation>
    </message>
    <message>
        <source>Which layers are responsible?</source>
        <translation>Quelles couches sont responsables&#xa0;?</translation>
    </message>
    <message>
        <source>Stop what runs</source>
        <translation>Arrêter ce qui tourne</translation>
    </message>
    <message>
        <source>Add a column from what is attached now</source>
        <translation>Ajouter une colonne d’après ce qui est branché</translation>
    </message>
    <message>
        <source>Add a column by rule</source>
        <translation>Ajouter une colonne par règle</translation>
    </message>
    <message>
        <source>Window</source>
        <translation>Fenêtre</translation>
    </message>
    <message>
        <source>Every action</source>
        <translation>Toutes les actions</translation>
    </message>
    <message>
        <source>Dark or light</source>
        <translation>Sombre ou clair</translation>
    </message>
    <message>
        <source>The tree alone</source>
        <translation>L’arbre seul</translation>
    </message>
    <message>
        <source>Tree and bench</source>
        <translation>Arbre et banc</translation>
    </message>
    <message>
        <source>The bench alone</source>
        <translation>Le banc seul</translation>
    </message>
    <message>
        <source>Keys…</source>
        <translation>Touches…</translation>
    </message>
    <message>
        <source>Space</source>
        <translation>Espace</translation>
    </message>
    <message>
        <source>Switch the focused mark, card or switch</source>
        <translation>Basculer la marque, la carte ou l’interrupteur actif</translation>
    </message>
    <message>
        <source>Arrows</source>
        <translation>Flèches</translation>
    </message>
    <message>
        <source>Walk the tree, the cards and the table</source>
        <translation>Parcourir l’arbre, les cartes et le tableau</translation>
    </message>
    <message>
        <source>Left, Right on a slider</source>
        <translation>Gauche, Droite sur un curseur</translation>
    </message>
    <message>
        <source>Strength by 0.05</source>
        <translation>Intensité par pas de 0.05</translation>
    </message>
    <message>
        <source>F2, Delete on a card</source>
        <translation>F2, Suppr sur une carte</translation>
    </message>
    <message>
        <source>Rename, remove the delta</source>
        <translation>Renommer, retirer le delta</translation>
    </message>
    <message>
        <source>Alt+Up, Alt+Down on a card</source>
        <translation>Alt+Haut, Alt+Bas sur une carte</translation>
    </message>
    <message>
        <source>Move the delta in the order of insertion</source>
        <translation>Déplacer le delta dans l’ordre d’insertion</translation>
    </message>
    <message>
        <source>Return on an answer</source>
        <translation>Retour sur une réponse</translation>
    </message>
    <message>
        <source>Go on with it in its conversation</source>
        <translation>La poursuivre dans sa conversation</translation>
    </message>
    <message>
        <source>Open a session</source>
        <translation>Ouvrir une session</translation>
    </message>
    <message>
        <source>Sessions (*.deltascope);;All files (*)</source>
        <translation>Sessions (*.deltascope);;Tous les fichiers (*)</translation>
    </message>
    <message>
        <source>Save the session</source>
        <translation>Enregistrer la session</translation>
    </message>
    <message>
        <source>Sessions (*.deltascope)</source>
        <translation>Sessions (*.deltascope)</translation>
    </message>
    <message>
        <source>The session is saved to %1</source>
        <translation>La session est enregistrée dans %1</translation>
    </message>
    <message>
        <source>Where is the model?</source>
        <translation>Où se trouve le modèle&#xa0;?</translation>
    </message>
    <message>
        <source>Wheel, Shift+Wheel, double-click on the plot</source>
        <translation>Molette, Maj+molette, double clic sur le tracé</translation>
    </message>
    <message>
        <source>Closer or farther, along, all of it</source>
        <translation>Plus près ou plus loin, le long, le tout</translation>
    </message>
    <message>
        <source>Start page</source>
        <translation>Page d’accueil</translation>
    </message>
    <message>
        <source>A short walk</source>
        <translation>Une courte visite</translation>
    </message>
    <message>
        <source>Servers: vLLM and llama.cpp</source>
        <translation>Serveurs&#xa0;: vLLM et llama.cpp</translation>
    </message>
    <message>
        <source>Language: %1</source>
        <translation>Langue : %1</translation>
    </message>
    <message>
        <source>Language: %1 (%2)</source>
        <translation>Langue : %1 (%2)</translation>
    </message>
    <message>
        <source>Rules that pick a configuration for an input</source>
        <translation>Règles qui choisissent une configuration pour une entrée</translation>
    </message>
    <message>
        <source>Solo %1: %2</source>
        <translation>Solo %1&#xa0;: %2</translation>
    </message>
    <message>
        <source>Preset %1: %2</source>
        <translation>Préréglage %1&#xa0;: %2</translation>
    </message>
    <message>
        <source>Attach column %1</source>
        <translation>Brancher la colonne %1</translation>
    </message>
    <message>
        <source>Attach column %1: %2</source>
        <translation>Brancher la colonne %1&#xa0;: %2</translation>
    </message>
</context>
<context>
    <name>deltascope::app::BenchPlace</name>
    <message>
        <source>Try</source>
        <translation>Essayer</translation>
    </message>
    <message>
        <source>Inputs under every configuration</source>
        <translation>Les entrées sous chaque configuration</translation>
    </message>
    <message>
        <source>Evaluate</source>
        <translation>Évaluer</translation>
    </message>
    <message>
        <source>Labelled data under every configuration: which one is better?</source>
        <translation>Des données étiquetées sous chaque configuration&#xa0;: laquelle est la meilleure&#xa0;?</translation>
    </message>
    <message>
        <source>Compare</source>
        <translation>Comparer</translation>
    </message>
    <message>
        <source>What comes out as a delta gets stronger, and how alike the deltas are</source>
        <translation>Ce qui sort quand un delta se renforce, et la ressemblance des deltas</translation>
    </message>
    <message>
        <source>Responsible</source>
        <translation>Responsables</translation>
    </message>
    <message>
        <source>Which layers are responsible for a changed answer?</source>
        <translation>Quelles couches sont responsables d’une réponse changée&#xa0;?</translation>
    </message>
    <message>
        <source>What the bench shows</source>
        <translation>Ce que montre le banc</translation>
    </message>
    <message>
        <source>show the tree</source>
        <translation>afficher l’arbre</translation>
    </message>
    <message>
        <source>more room</source>
        <translation>plus de place</translation>
    </message>
    <message>
        <source>Bench and tree beside one another (Alt+2)</source>
        <translation>Banc et arbre côte à côte (Alt+2)</translation>
    </message>
    <message>
        <source>The bench alone (Alt+3, or a double-click here)</source>
        <translation>Le banc seul (Alt+3, ou double clic ici)</translation>
    </message>
</context>
<context>
    <name>deltascope::app::Bubble</name>
    <message>
        <source>Skip</source>
        <translation>Passer</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>Retour</translation>
    </message>
    <message>
        <source>Next</source>
        <translation>Suivant</translation>
    </message>
    <message>
        <source>Leave the walk (Esc)</source>
        <translation>Quitter la visite (Échap)</translation>
    </message>
    <message>
        <source>The step before (Alt+Left)</source>
        <translation>L’étape précédente (Alt+Gauche)</translation>
    </message>
    <message>
        <source>The next step (Alt+Right)</source>
        <translation>L’étape suivante (Alt+Droite)</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 sur %2</translation>
    </message>
    <message>
        <source>Finish</source>
        <translation>Terminer</translation>
    </message>
    <message>
        <source>Step %1 of %2: %3</source>
        <translation>Étape %1 sur %2&#xa0;: %3</translation>
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
        <translation>Choisir…</translation>
    </message>
    <message>
        <source>Drop a model folder or a delta folder</source>
        <translation>Déposez un dossier de modèle ou de delta</translation>
    </message>
    <message>
        <source>Choose a model folder</source>
        <translation>Choisir un dossier de modèle</translation>
    </message>
    <message>
        <source>Open a model folder (Ctrl+O)</source>
        <translation>Ouvrir un dossier de modèle (Ctrl+O)</translation>
    </message>
    <message>
        <source>anywhere on the window. A delta goes to the model that is open.</source>
        <translation>n’importe où sur la fenêtre. Un delta s’ajoute au modèle ouvert.</translation>
    </message>
</context>
<context>
    <name>deltascope::app::Dropped</name>
    <message>
        <source>%1: the first %2 of %3 inputs were taken; Evaluate takes all of them</source>
        <translation>%1&#xa0;: les %2 premières entrées sur %3 ont été prises&#xa0;; «&#xa0;Évaluer&#xa0;» les prend toutes</translation>
    </message>
</context>
<context>
    <name>deltascope::app::HeadBar</name>
    <message>
        <source>Embeddings, no head</source>
        <translation>Embeddings, sans tête</translation>
    </message>
    <message>
        <source>Classify a text</source>
        <translation>Classer un texte</translation>
    </message>
    <message>
        <source>Classify tokens</source>
        <translation>Classer des tokens</translation>
    </message>
    <message>
        <source>Answer questions</source>
        <translation>Répondre à des questions</translation>
    </message>
    <message>
        <source>Fill masks</source>
        <translation>Remplir des masques</translation>
    </message>
    <message>
        <source>Generate text (decoder)</source>
        <translation>Générer du texte (décodeur)</translation>
    </message>
    <message>
        <source>Generate text (encoder-decoder)</source>
        <translation>Générer du texte (encodeur-décodeur)</translation>
    </message>
    <message>
        <source>Classify an image</source>
        <translation>Classer une image</translation>
    </message>
    <message>
        <source>classification head</source>
        <translation>tête de classification</translation>
    </message>
    <message>
        <source>token classification head</source>
        <translation>tête de classification de tokens</translation>
    </message>
    <message>
        <source>question answering head</source>
        <translation>tête de questions-réponses</translation>
    </message>
    <message>
        <source>head</source>
        <translation>tête</translation>
    </message>
    <message>
        <source>labels</source>
        <translation>étiquettes</translation>
    </message>
    <message>
        <source>Open with this head</source>
        <translation>Ouvrir avec cette tête</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Fermer</translation>
    </message>
    <message>
        <source>Head to open with</source>
        <translation>Tête avec laquelle ouvrir</translation>
    </message>
    <message>
        <source>Number of labels</source>
        <translation>Nombre d’étiquettes</translation>
    </message>
    <message>
        <source>The %1 is freshly initialised (%2): its answers mean nothing until it is trained.</source>
        <translation>La %1 vient d’être initialisée (%2)&#xa0;: ses réponses ne signifient rien avant l’entraînement.</translation>
    </message>
    <message>
        <source>This checkpoint has no head and gives embeddings. To classify or generate, open it with one:</source>
        <translation>Ce checkpoint n’a pas de tête et donne des embeddings. Pour classer ou générer, l’ouvrir avec une tête&#xa0;:</translation>
    </message>
    <message>
        <source>The file lacks weights that the architecture needs (%1), so it opens as a tree only. Open it with another head:</source>
        <translation>Il manque au fichier des poids dont l’architecture a besoin (%1)&#xa0;: il s’ouvre donc seulement en arbre. L’ouvrir avec une autre tête&#xa0;:</translation>
    </message>
    <message>
        <source>Open this checkpoint with another head. One that it does not hold is freshly initialised.</source>
        <translation>Ouvrir ce checkpoint avec une autre tête. Une tête qu’il ne contient pas est initialisée à neuf.</translation>
    </message>
    <message>
        <source>%1 brings a head of its own: %2. To compare it with the backbone, open that with such a head too; where the checkpoint holds none, it is freshly initialised.</source>
        <translation>%1 apporte sa propre tête&#xa0;: %2. Pour le comparer au modèle de base, ouvrir aussi celui-ci avec une telle tête&#xa0;; si le checkpoint n’en contient pas, elle est initialisée à neuf.</translation>
    </message>
</context>
<context>
    <name>deltascope::app::KeptSessions</name>
    <message>
        <source>No deltas</source>
        <translation>Aucun delta</translation>
    </message>
    <message>
        <source>%1 delta</source>
        <translation>%1 delta</translation>
    </message>
    <message>
        <source>%1 deltas</source>
        <translation>%1 deltas</translation>
    </message>
    <message>
        <source>%1 column</source>
        <translation>%1 colonne</translation>
    </message>
    <message>
        <source>%1 columns</source>
        <translation>%1 colonnes</translation>
    </message>
    <message>
        <source>%1 input</source>
        <translation>%1 entrée</translation>
    </message>
    <message>
        <source>%1 inputs</source>
        <translation>%1 entrées</translation>
    </message>
    <message>
        <source>today %1</source>
        <translation>aujourd’hui %1</translation>
    </message>
    <message>
        <source>yesterday %1</source>
        <translation>hier %1</translation>
    </message>
    <message>
        <source>folder moved, find it</source>
        <translation>dossier déplacé, à localiser</translation>
    </message>
    <message>
        <source>open now</source>
        <translation>ouverte</translation>
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
        <translation>Mettre un delta en solo&#xa0;; à nouveau&#xa0;: quitter le solo</translation>
    </message>
    <message>
        <source>Ctrl+1 … Ctrl+9</source>
        <translation>Ctrl+1 … Ctrl+9</translation>
    </message>
    <message>
        <source>Attach what a preset holds</source>
        <translation>Brancher ce que contient un préréglage</translation>
    </message>
    <message>
        <source>Ctrl+Alt+1 … Ctrl+Alt+9</source>
        <translation>Ctrl+Alt+1 … Ctrl+Alt+9</translation>
    </message>
    <message>
        <source>Attach what a column stands for</source>
        <translation>Brancher ce que représente une colonne</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>Touches</translation>
    </message>
    <message>
        <source>A short walk</source>
        <translation>Une courte visite</translation>
    </message>
</context>
<context>
    <name>deltascope::app::LocalModels</name>
    <message>
        <source>none found</source>
        <translation>aucun trouvé</translation>
    </message>
    <message>
        <source>no shelf chosen</source>
        <translation>pas d’étagère choisie</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Ouvrir</translation>
    </message>
    <message>
        <source>Open %1</source>
        <translation>Ouvrir %1</translation>
    </message>
    <message>
        <source>Deltas on the shelf whose files name this model as their backbone</source>
        <translation>Deltas de l’étagère dont les fichiers nomment ce modèle comme modèle de base</translation>
    </message>
    <message>
        <source>model</source>
        <translation>modèle</translation>
    </message>
    <message>
        <source>class</source>
        <translation>classe</translation>
    </message>
    <message>
        <source>size</source>
        <translation>taille</translation>
    </message>
    <message>
        <source>deltas that fit</source>
        <translation>deltas compatibles</translation>
    </message>
</context>
<context>
    <name>deltascope::app::MainWindow</name>
    <message>
        <source>Open a checkpoint</source>
        <translation>Ouvrir un checkpoint</translation>
    </message>
    <message>
        <source>Checkpoints (*.safetensors *.bin *.pt *.pth);;All files (*)</source>
        <translation>Checkpoints (*.safetensors *.bin *.pt *.pth);;Tous les fichiers (*)</translation>
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
        <translation>Deltas</translation>
    </message>
    <message>
        <source>Inspector</source>
        <translation>Inspecteur</translation>
    </message>
    <message>
        <source>Test bench</source>
        <translation>Banc d’essai</translation>
    </message>
    <message>
        <source>Divergence plot</source>
        <translation>Tracé de divergence</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>Langue</translation>
    </message>
    <message>
        <source>Open a model folder</source>
        <translation>Ouvrir un dossier de modèle</translation>
    </message>
    <message>
        <source>Open a model</source>
        <translation>Ouvrir un modèle</translation>
    </message>
    <message>
        <source>Folder, file or hub id, such as facebook/bart-base.
What the local cache lacks is downloaded.</source>
        <translation>Dossier, fichier ou identifiant du hub, par exemple facebook/bart-base.
Ce qui manque au cache local est téléchargé.</translation>
    </message>
    <message>
        <source>Dark picture (*.png)</source>
        <translation>Image sombre (*.png)</translation>
    </message>
    <message>
        <source>Picture (*.png)</source>
        <translation>Image (*.png)</translation>
    </message>
    <message>
        <source>Scalable picture (*.svg)</source>
        <translation>Image vectorielle (*.svg)</translation>
    </message>
    <message>
        <source>Document (*.pdf)</source>
        <translation>Document (*.pdf)</translation>
    </message>
    <message>
        <source>Text (*.txt)</source>
        <translation>Texte (*.txt)</translation>
    </message>
    <message>
        <source>Export the tree</source>
        <translation>Exporter l’arbre</translation>
    </message>
    <message>
        <source>Exported to %1</source>
        <translation>Exporté dans %1</translation>
    </message>
    <message>
        <source>A new or empty folder for the report</source>
        <translation>Un dossier nouveau ou vide pour le rapport</translation>
    </message>
    <message>
        <source> report</source>
        <translation> rapport</translation>
    </message>
    <message>
        <source>Compute in the file&apos;s number type</source>
        <translation>Calculer dans le type numérique du fichier</translation>
    </message>
    <message>
        <source>Half precision takes half the memory and no copies of weights, but is slower and less exact here.</source>
        <translation>La demi-précision prend moitié moins de mémoire et ne copie pas les poids, mais elle est ici plus lente et moins exacte.</translation>
    </message>
    <message>
        <source>What is open</source>
        <translation>Ce qui est ouvert</translation>
    </message>
    <message>
        <source>Folds the attached deltas into the weights of a new checkpoint; what that changes is shown first.</source>
        <translation>Intègre les deltas branchés aux poids d’un nouveau checkpoint&#xa0;; ce que cela change est d’abord montré.</translation>
    </message>
    <message>
        <source>A new or empty folder for the delta</source>
        <translation>Un dossier nouveau ou vide pour le delta</translation>
    </message>
    <message>
        <source>Where is the delta?</source>
        <translation>Où se trouve le delta&#xa0;?</translation>
    </message>
    <message>
        <source>Written to %1</source>
        <translation>Écrit dans %1</translation>
    </message>
    <message>
        <source>Results saved to %1</source>
        <translation>Résultats enregistrés dans %1</translation>
    </message>
    <message>
        <source>Plot saved to %1</source>
        <translation>Tracé enregistré dans %1</translation>
    </message>
    <message>
        <source>In the comparison as input %1</source>
        <translation>Dans la comparaison, entrée %1</translation>
    </message>
    <message>
        <source>Show it</source>
        <translation>Afficher</translation>
    </message>
    <message>
        <source>Saved to %1</source>
        <translation>Enregistré dans %1</translation>
    </message>
    <message>
        <source>%1 is a delta: open the model that it belongs to first.</source>
        <translation>%1 est un delta&#xa0;: ouvrir d’abord le modèle auquel il appartient.</translation>
    </message>
    <message>
        <source>The report is in %1</source>
        <translation>Le rapport est dans %1</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Ouvrir</translation>
    </message>
    <message>
        <source>%1 and %2 do the same at every module.</source>
        <translation>%1 et %2 font la même chose dans chaque module.</translation>
    </message>
    <message>
        <source>%1 and %2 differ at %3, lit in the tree.</source>
        <translation>%1 et %2 diffèrent dans %3, éclairés dans l’arbre.</translation>
    </message>
    <message>
        <source>%1 module</source>
        <translation>%1 module</translation>
    </message>
    <message>
        <source>%1 modules</source>
        <translation>%1 modules</translation>
    </message>
    <message>
        <source>Where is the model?</source>
        <translation>Où se trouve le modèle&#xa0;?</translation>
    </message>
    <message>
        <source>A folder with models in it</source>
        <translation>Un dossier qui contient des modèles</translation>
    </message>
    <message>
        <source>%1, %2, %3</source>
        <translation>%1, %2, %3</translation>
    </message>
    <message>
        <source>%1 delta</source>
        <translation>%1 delta</translation>
    </message>
    <message>
        <source>%1 deltas</source>
        <translation>%1 deltas</translation>
    </message>
    <message>
        <source>%1 column</source>
        <translation>%1 colonne</translation>
    </message>
    <message>
        <source>%1 columns</source>
        <translation>%1 colonnes</translation>
    </message>
    <message>
        <source>%1 input</source>
        <translation>%1 entrée</translation>
    </message>
    <message>
        <source>%1 inputs</source>
        <translation>%1 entrées</translation>
    </message>
    <message>
        <source>Restored as it was when the program was ended: %1</source>
        <translation>Rétabli tel qu’à l’arrêt brutal du programme : %1</translation>
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
        <translation>Commandes</translation>
    </message>
    <message>
        <source>Type a few letters of what you want to do</source>
        <translation>Saisir quelques lettres de l’action voulue</translation>
    </message>
    <message>
        <source>Find a command</source>
        <translation>Chercher une commande</translation>
    </message>
    <message>
        <source>Commands found</source>
        <translation>Commandes trouvées</translation>
    </message>
    <message>
        <source>%1: %2 %3</source>
        <translation>%1&#xa0;: %2 %3</translation>
    </message>
    <message>
        <source>No command has these letters</source>
        <translation>Aucune commande ne contient ces lettres</translation>
    </message>
</context>
<context>
    <name>deltascope::app::ProgressLine</name>
    <message>
        <source>Stop</source>
        <translation>Arrêter</translation>
    </message>
    <message>
        <source>Progress</source>
        <translation>Progression</translation>
    </message>
    <message>
        <source>F1 shows the keys</source>
        <translation>F1 affiche les touches</translation>
    </message>
    <message>
        <source>Opening…</source>
        <translation>Ouverture…</translation>
    </message>
    <message>
        <source>Loading…</source>
        <translation>Chargement…</translation>
    </message>
    <message>
        <source>Writing…</source>
        <translation>Écriture…</translation>
    </message>
    <message>
        <source>Evaluating…</source>
        <translation>Évaluation…</translation>
    </message>
</context>
<context>
    <name>deltascope::app::Screenshot</name>
    <message>
        <source>the window was not ready in time</source>
        <translation>la fenêtre n’a pas été prête à temps</translation>
    </message>
    <message>
        <source>%1 could not be written</source>
        <translation>impossible d’écrire %1</translation>
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
        <translation>dossier déplacé</translation>
    </message>
    <message>
        <source>Find it…</source>
        <translation>Localiser…</translation>
    </message>
</context>
<context>
    <name>deltascope::app::StartPage</name>
    <message>
        <source>Find it…</source>
        <translation>Localiser…</translation>
    </message>
    <message>
        <source>Its session is kept, with its deltas, columns and inputs</source>
        <translation>Sa session est conservée, avec ses deltas, colonnes et entrées</translation>
    </message>
    <message>
        <source>Hub id or path…</source>
        <translation>Identifiant du hub ou chemin…</translation>
    </message>
    <message>
        <source>Look in another folder…</source>
        <translation>Chercher dans un autre dossier…</translation>
    </message>
    <message>
        <source>Start page</source>
        <translation>Page d’accueil</translation>
    </message>
    <message>
        <source>Leave the start page (Esc)</source>
        <translation>Quitter la page d’accueil (Échap)</translation>
    </message>
    <message>
        <source>Recent sessions</source>
        <translation>Sessions récentes</translation>
    </message>
    <message>
        <source>Models on this machine</source>
        <translation>Modèles sur cette machine</translation>
    </message>
    <message>
        <source>What you open is kept here at every edit: deltas, strengths, columns and inputs. Open a model to begin.</source>
        <translation>Ce que vous ouvrez est conservé ici à chaque modification&#xa0;: deltas, intensités, colonnes et entrées. Ouvrez un modèle pour commencer.</translation>
    </message>
    <message>
        <source>RECENT SESSIONS</source>
        <translation>SESSIONS RÉCENTES</translation>
    </message>
    <message>
        <source>MODELS ON THIS MACHINE</source>
        <translation>MODÈLES SUR CETTE MACHINE</translation>
    </message>
    <message>
        <source>Back to %1</source>
        <translation>Revenir à %1</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <translation>%1, %2</translation>
    </message>
    <message>
        <source>%1 model</source>
        <translation>%1 modèle</translation>
    </message>
    <message>
        <source>%1 models</source>
        <translation>%1 modèles</translation>
    </message>
    <message>
        <source>In %1 and the folders of models that were open</source>
        <translation>Dans %1 et les dossiers des modèles déjà ouverts</translation>
    </message>
    <message>
        <source>Looking through %1…</source>
        <translation>Recherche dans %1…</translation>
    </message>
    <message>
        <source>No model in %1 yet. Look in another folder, or type the hub id of one: it is downloaded into that cache.</source>
        <translation>Pas encore de modèle dans %1. Cherchez dans un autre dossier, ou saisissez l’identifiant du hub d’un modèle&#xa0;: il est téléchargé dans ce cache.</translation>
    </message>
</context>
<context>
    <name>deltascope::app::Story</name>
    <message>
        <source>A short walk</source>
        <translation>Une courte visite</translation>
    </message>
    <message>
        <source>Open the demo</source>
        <translation>Ouvrir la démo</translation>
    </message>
    <message>
        <source>Nine steps through the window, on the demo</source>
        <translation>La fenêtre en neuf étapes, sur la démo</translation>
    </message>
    <message>
        <source>A model, three deltas, one switch</source>
        <translation>Un modèle, trois deltas, un interrupteur</translation>
    </message>
    <message>
        <source>See where deltas sit</source>
        <translation>Voir où se trouvent les deltas</translation>
    </message>
    <message>
        <source>Rows are modules, a mark is a delta at its place. Three small deltas sit on one model, 1.2 % of its size each.</source>
        <translation>Les lignes sont des modules, une marque est un delta à sa place. Trois petits deltas sur un modèle, 1,2 % de sa taille chacun.</translation>
    </message>
    <message>
        <source>Click one switch</source>
        <translation>Actionner un interrupteur</translation>
    </message>
    <message>
        <source>With en attached the same sentence becomes a game. Detach it and the backbone answers again, to the last bit.</source>
        <translation>Avec en branché, la même phrase devient un jeu. Débranché, le modèle de base répond comme avant, au bit près.</translation>
    </message>
    <message>
        <source>Read where they part</source>
        <translation>Lire où ils s’écartent</translation>
    </message>
    <message>
        <source>The line shows the first module whose output changes, and how far every column has moved from there.</source>
        <translation>La ligne montre le premier module dont la sortie change, et jusqu’où chaque colonne s’en est écartée.</translation>
    </message>
    <message>
        <source>the demo is on this machine already: %1, no network</source>
        <translation>la démo est déjà sur cette machine&#xa0;: %1, sans réseau</translation>
    </message>
    <message>
        <source>Show the story</source>
        <translation>Montrer l’introduction</translation>
    </message>
    <message>
        <source>Don&apos;t show the story again</source>
        <translation>Ne plus montrer l’introduction</translation>
    </message>
</context>
<context>
    <name>deltascope::app::TopBar</name>
    <message>
        <source>backbone untouched</source>
        <translation>modèle de base intact</translation>
    </message>
    <message>
        <source>Open…</source>
        <translation>Ouvrir…</translation>
    </message>
    <message>
        <source>Open a model (Ctrl+O)</source>
        <translation>Ouvrir un modèle (Ctrl+O)</translation>
    </message>
    <message>
        <source>View</source>
        <translation>Affichage</translation>
    </message>
    <message>
        <source>Show and hide panels</source>
        <translation>Afficher et masquer les panneaux</translation>
    </message>
    <message>
        <source>Commands</source>
        <translation>Commandes</translation>
    </message>
    <message>
        <source>Every action with its key (Ctrl+K)</source>
        <translation>Toutes les actions avec leur touche (Ctrl+K)</translation>
    </message>
    <message>
        <source>Switch between the dark and the light theme</source>
        <translation>Passer du thème sombre au thème clair et inversement</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Annuler</translation>
    </message>
    <message>
        <source>Nothing to undo</source>
        <translation>Rien à annuler</translation>
    </message>
    <message>
        <source>Redo</source>
        <translation>Rétablir</translation>
    </message>
    <message>
        <source>Nothing to redo</source>
        <translation>Rien à rétablir</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>Exporter</translation>
    </message>
    <message>
        <source>Export the tree (Ctrl+E)</source>
        <translation>Exporter l’arbre (Ctrl+E)</translation>
    </message>
    <message>
        <source>Add delta</source>
        <translation>Ajouter un delta</translation>
    </message>
    <message>
        <source>Load a saved delta or make a fresh one (Ctrl+D)</source>
        <translation>Charger un delta enregistré ou en créer un neuf (Ctrl+D)</translation>
    </message>
    <message>
        <source>The weights are mapped read-only: deltas compute beside them, nothing writes to them.</source>
        <translation>Les poids sont mappés en lecture seule&#xa0;: les deltas calculent à côté, rien n’y écrit.</translation>
    </message>
    <message>
        <source>Deltascope</source>
        <translation>Deltascope</translation>
    </message>
    <message>
        <source>Undo: %1 (Ctrl+Z)</source>
        <translation>Annuler&#xa0;: %1 (Ctrl+Z)</translation>
    </message>
    <message>
        <source>Redo: %1 (Ctrl+Shift+Z)</source>
        <translation>Rétablir&#xa0;: %1 (Ctrl+Shift+Z)</translation>
    </message>
    <message>
        <source>nothing open</source>
        <translation>rien d’ouvert</translation>
    </message>
</context>
<context>
    <name>deltascope::app::Walk</name>
    <message>
        <source>A short walk</source>
        <translation>Une courte visite</translation>
    </message>
    <message>
        <source>The walk is on the bundled demo. Open it in the place of %1?</source>
        <translation>La visite se fait sur la démo fournie. L’ouvrir à la place de %1&#xa0;?</translation>
    </message>
    <message>
        <source>What is open is kept, and stands among the recent sessions of the start page.</source>
        <translation>Ce qui est ouvert est conservé, parmi les sessions récentes de la page d’accueil.</translation>
    </message>
    <message>
        <source>Open the demo</source>
        <translation>Ouvrir la démo</translation>
    </message>
    <message>
        <source>Deltas stand in the rack</source>
        <translation>Les deltas sont dans le rack</translation>
    </message>
    <message>
        <source>A mark is a delta at its place</source>
        <translation>Une marque est un delta à sa place</translation>
    </message>
    <message>
        <source>Rows are modules, columns are deltas. The three marks in this row say that all three change this module: hollow is detached, filled is attached. A click on a mark switches that one place.</source>
        <translation>Les lignes sont des modules, les colonnes des deltas. Les trois marques de cette ligne disent que tous trois changent ce module&#xa0;: creux, débranché&#xa0;; plein, branché. Un clic sur une marque bascule cette seule place.</translation>
    </message>
    <message>
        <source>Attach %1</source>
        <translation>Brancher %1</translation>
    </message>
    <message>
        <source>Click the switch, or press Space.</source>
        <translation>Cliquez sur l’interrupteur, ou appuyez sur Espace.</translation>
    </message>
    <message>
        <source>One sentence, every configuration</source>
        <translation>Une phrase, toutes les configurations</translation>
    </message>
    <message>
        <source>Inputs down, configurations across: the bare backbone, then each delta alone. The likeliest label is bold, and what a delta changes is marked. All columns run together and cost little more than one.</source>
        <translation>Les entrées en lignes, les configurations en colonnes&#xa0;: le modèle de base seul, puis chaque delta seul. L’étiquette la plus probable est en gras, et ce qu’un delta change est marqué. Toutes les colonnes sont calculées ensemble, à peine plus cher qu’une seule.</translation>
    </message>
    <message>
        <source>Type a text of your own</source>
        <translation>Saisissez un texte à vous</translation>
    </message>
    <message>
        <source>Whatever you type is answered in every column while you type. Lines can be pasted, and files of inputs dropped.</source>
        <translation>Chaque colonne répond au fil de la frappe. On peut coller des lignes et déposer des fichiers d’entrées.</translation>
    </message>
    <message>
        <source>Write about a program: a game, a player, a compiler.</source>
        <translation>Parlez d’un logiciel&#xa0;: un jeu, un lecteur, un compilateur.</translation>
    </message>
    <message>
        <source>Where outputs part</source>
        <translation>Où les sorties s’écartent</translation>
    </message>
    <message>
        <source>Module by module in the order they run: how far each column is from the backbone. A line leaves zero at the first module that a delta changes.</source>
        <translation>Module par module, dans l’ordre d’exécution&#xa0;: l’écart de chaque colonne au modèle de base. Une ligne quitte zéro au premier module qu’un delta change.</translation>
    </message>
    <message>
        <source>Click a point: its module is selected in the tree.</source>
        <translation>Cliquez sur un point&#xa0;: son module est choisi dans l’arbre.</translation>
    </message>
    <message>
        <source>Which layers are responsible?</source>
        <translation>Quelles couches sont responsables&#xa0;?</translation>
    </message>
    <message>
        <source>A delta sits in many modules. A search can find the fewest of them that still change an answer.</source>
        <translation>Un delta se trouve dans beaucoup de modules. Une recherche trouve le plus petit nombre qui change encore une réponse.</translation>
    </message>
    <message>
        <source>Open this tab.</source>
        <translation>Ouvrez cet onglet.</translation>
    </message>
    <message>
        <source>Let it search</source>
        <translation>Laisser chercher</translation>
    </message>
    <message>
        <source>Press Search.</source>
        <translation>Appuyez sur «&#xa0;Chercher&#xa0;».</translation>
    </message>
    <message>
        <source>Take it with you</source>
        <translation>Emportez-le</translation>
    </message>
    <message>
        <source>Export saves the tree as a picture for a talk. Ctrl+R writes a report: a page that needs no network, with the tree, all answers and the command that makes it again. Ctrl+K finds everything else, F1 lists the keys.</source>
        <translation>«&#xa0;Exporter&#xa0;» enregistre l’arbre en image pour un exposé. Ctrl+R écrit un rapport&#xa0;: une page sans réseau, avec l’arbre, toutes les réponses et la commande qui la refait. Ctrl+K trouve tout le reste, F1 liste les touches.</translation>
    </message>
    <message>
        <source>Each card is a small set of trained weights beside one large model. Its switch attaches it, its slider says how strongly, and its meter how far it moves the answers. The model itself is never written.</source>
        <translation>Chaque carte est un petit jeu de poids entraînés à côté d’un grand modèle. Son interrupteur le branche, son curseur dit avec quelle intensité, et son indicateur combien il déplace les réponses. Le modèle lui-même n’est jamais modifié.</translation>
    </message>
    <message>
        <source>Its marks fill in the tree, and everything that is computed with what is attached is computed anew. Detached again, the model answers as before, to the last bit.</source>
        <translation>Ses marques se remplissent dans l’arbre, et tout ce qui dépend de ce qui est branché est recalculé. Débranché, le modèle répond comme avant, au bit près.</translation>
    </message>
    <message>
        <source>It attaches the delta at fewer and fewer modules and keeps those without which the answer falls back. The tree shows where it is.</source>
        <translation>Elle branche le delta sur de moins en moins de modules et garde ceux sans lesquels la réponse revient en arrière. L’arbre montre où elle en est.</translation>
    </message>
</context>
<context>
    <name>deltascope::items</name>
    <message>
        <source>%1 line</source>
        <translation>%1 ligne</translation>
    </message>
    <message>
        <source>%1 lines</source>
        <translation>%1 lignes</translation>
    </message>
    <message>
        <source>accuracy</source>
        <translation>exactitude</translation>
    </message>
    <message>
        <source>macro F1</source>
        <translation>F1 macro</translation>
    </message>
    <message>
        <source>span F1</source>
        <translation>F1 segments</translation>
    </message>
    <message>
        <source>loss</source>
        <translation>perte</translation>
    </message>
    <message>
        <source>perplexity</source>
        <translation>perplexité</translation>
    </message>
    <message>
        <source>tokens</source>
        <translation>tokens</translation>
    </message>
    <message>
        <source>exact match</source>
        <translation>corresp. exacte</translation>
    </message>
    <message>
        <source>squared error</source>
        <translation>erreur quadr.</translation>
    </message>
    <message>
        <source>abs. error</source>
        <translation>erreur abs.</translation>
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
        <translation>Part des réponses justes</translation>
    </message>
    <message>
        <source>Mean F1 of the labels that occur in truth or answers</source>
        <translation>F1 moyen des étiquettes présentes dans la vérité ou les réponses</translation>
    </message>
    <message>
        <source>F1 of whole spans (BIO labels, as seqeval counts them)</source>
        <translation>F1 des segments entiers (étiquettes BIO, comme les compte seqeval)</translation>
    </message>
    <message>
        <source>Mean cross-entropy over all that counts</source>
        <translation>Entropie croisée moyenne sur tout ce qui compte</translation>
    </message>
    <message>
        <source>exp of the mean loss of a token</source>
        <translation>exp de la perte moyenne d’un token</translation>
    </message>
    <message>
        <source>Tokens that count</source>
        <translation>Tokens comptés</translation>
    </message>
    <message>
        <source>Share of generated texts that equal their targets, blanks at the ends aside</source>
        <translation>Part des textes générés égaux à leur cible, blancs aux extrémités mis à part</translation>
    </message>
    <message>
        <source>Mean squared error</source>
        <translation>Erreur quadratique moyenne</translation>
    </message>
    <message>
        <source>Mean absolute error</source>
        <translation>Erreur absolue moyenne</translation>
    </message>
    <message>
        <source>Pearson&apos;s correlation of numbers and truth</source>
        <translation>Corrélation de Pearson entre nombres et vérité</translation>
    </message>
    <message>
        <source>Spearman&apos;s rank correlation of numbers and truth</source>
        <translation>Corrélation de rang de Spearman entre nombres et vérité</translation>
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
        <translation>identique sur chaque ligne</translation>
    </message>
    <message>
        <source>better on %1, worse on %2: %3</source>
        <translation>mieux sur %1, moins bien sur %2&#xa0;: %3</translation>
    </message>
    <message>
        <source>surely better</source>
        <translation>sûrement meilleur</translation>
    </message>
    <message>
        <source>surely worse</source>
        <translation>sûrement moins bon</translation>
    </message>
    <message>
        <source>probably better</source>
        <translation>probablement meilleur</translation>
    </message>
    <message>
        <source>probably worse</source>
        <translation>probablement moins bon</translation>
    </message>
    <message>
        <source>no clear difference</source>
        <translation>pas de différence nette</translation>
    </message>
    <message>
        <source>%1: attached</source>
        <translation>%1&#xa0;: branché</translation>
    </message>
    <message>
        <source>%1: detached</source>
        <translation>%1&#xa0;: débranché</translation>
    </message>
    <message>
        <source>%1: attached at %2 of %3 modules</source>
        <translation>%1&#xa0;: branché sur %2 modules sur %3</translation>
    </message>
    <message>
        <source>open it with another head (Open, With another head…)</source>
        <translation>l’ouvrir avec une autre tête (Ouvrir, Avec une autre tête…)</translation>
    </message>
    <message>
        <source>open the backbone with the head \1 (Open, With another head…)</source>
        <translation>ouvrir le modèle de base avec la tête \1 (Ouvrir, Avec une autre tête…)</translation>
    </message>
    <message>
        <source> (the model without a head may have it)</source>
        <translation> (le modèle sans tête peut l’avoir)</translation>
    </message>
    <message>
        <source>say how many at most, under the table where it says how texts are generated</source>
        <translation>dire combien au plus, sous le tableau, là où est indiqué comment les textes sont générés</translation>
    </message>
    <message>
        <source>choose one on the input&apos;s card</source>
        <translation>en choisir un sur la carte de l’entrée</translation>
    </message>
    <message>
        <source>then add the delta</source>
        <translation>puis ajouter le delta</translation>
    </message>
    <message>
        <source>a delta: open its backbone, then add it</source>
        <translation>un delta&#xa0;: ouvrir son modèle de base, puis l’ajouter</translation>
    </message>
    <message>
        <source>texts that end an answer:</source>
        <translation>textes qui terminent une réponse&#xa0;:</translation>
    </message>
    <message>
        <source>generated answers:</source>
        <translation>réponses générées&#xa0;:</translation>
    </message>
    <message>
        <source>head:</source>
        <translation>tête&#xa0;:</translation>
    </message>
    <message>
        <source>|dW| / |W| is %1</source>
        <translation>|dW| / |W| vaut %1</translation>
    </message>
    <message>
        <source>|dW| / |W| is %1 at most</source>
        <translation>|dW| / |W| vaut au plus %1</translation>
    </message>
    <message>
        <source>, as in “ids: 1, 2, 3”</source>
        <translation>, comme « ids: 1, 2, 3 »</translation>
    </message>
</context>
<context>
    <name>deltascope::items::Blaming</name>
    <message>
        <source>attach what is responsible</source>
        <translation>brancher ce qui est responsable</translation>
    </message>
</context>
<context>
    <name>deltascope::items::Drifting</name>
    <message>
        <source>Open its model here first, with weights to run it: that is what its answers are held against.</source>
        <translation>Ouvrez d’abord ici son modèle, avec ses poids&#xa0;: c’est à lui que ses réponses sont comparées.</translation>
    </message>
    <message>
        <source>There is nothing to hold its answers against: no column there is one that could run here.</source>
        <translation>Il n’y a rien à quoi comparer ses réponses&#xa0;: aucune de ses colonnes ne pourrait s’exécuter ici.</translation>
    </message>
    <message>
        <source>stopped</source>
        <translation>arrêté</translation>
    </message>
    <message>
        <source>%1 is not here: nothing to hold its answers against</source>
        <translation>%1 n’est pas ici&#xa0;: rien à quoi comparer ses réponses</translation>
    </message>
    <message>
        <source>There are no inputs to ask about.</source>
        <translation>Il n’y a aucune entrée à demander.</translation>
    </message>
    <message>
        <source>input %1</source>
        <translation>entrée %1</translation>
    </message>
    <message>
        <source>%1, input %2: %3</source>
        <translation>%1, entrée %2 : %3</translation>
    </message>
    <message>
        <source>No question was answered</source>
        <translation>Aucune question n’a reçu de réponse</translation>
    </message>
</context>
<context>
    <name>deltascope::items::EvaluationModel</name>
    <message>
        <source> so far</source>
        <translation> jusqu’ici</translation>
    </message>
    <message>
        <source>the baseline</source>
        <translation>la référence</translation>
    </message>
    <message>
        <source>waits</source>
        <translation>en attente</translation>
    </message>
    <message>
        <source>not evaluated yet</source>
        <translation>pas encore évalué</translation>
    </message>
    <message>
        <source>95 % of the time the accuracy is between %1 and %2 (Wilson&apos;s interval)</source>
        <translation>95&#xa0;% du temps, l’exactitude est entre %1 et %2 (intervalle de Wilson)</translation>
    </message>
    <message>
        <source>Accuracy with its 95 % interval (Wilson); dashed: the baseline</source>
        <translation>Exactitude avec son intervalle à 95&#xa0;% (Wilson)&#xa0;; en tirets&#xa0;: la référence</translation>
    </message>
    <message>
        <source>Change of the accuracy against the baseline, in points</source>
        <translation>Variation de l’exactitude face à la référence, en points</translation>
    </message>
    <message>
        <source>Change of the %1 against the baseline, in percent</source>
        <translation>Variation face à la référence (%1), en pour cent</translation>
    </message>
    <message>
        <source>Whether the difference from the baseline is chance: McNemar&apos;s exact test where lines are right or wrong, the sign test elsewhere</source>
        <translation>La différence avec la référence est-elle due au hasard&#xa0;: test exact de McNemar si les lignes sont justes ou fausses, test des signes sinon</translation>
    </message>
    <message>
        <source>configuration</source>
        <translation>configuration</translation>
    </message>
    <message>
        <source>accuracy with its interval</source>
        <translation>exactitude et intervalle</translation>
    </message>
    <message>
        <source>change</source>
        <translation>changement</translation>
    </message>
    <message>
        <source>against the baseline</source>
        <translation>face à la référence</translation>
    </message>
    <message>
        <source>not a number</source>
        <translation>pas un nombre</translation>
    </message>
    <message>
        <source>left out: %1 of %2, not a number</source>
        <translation>%1 sur %2 mis de côté&#xa0;: pas un nombre</translation>
    </message>
</context>
<context>
    <name>deltascope::items::Keeper</name>
    <message>
        <source>The session is not kept: %1</source>
        <translation>La session n’est pas conservée&#xa0;: %1</translation>
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
        <translation>mieux</translation>
    </message>
    <message>
        <source>worse</source>
        <translation>moins bien</translation>
    </message>
    <message>
        <source>wrong otherwise</source>
        <translation>autre erreur</translation>
    </message>
    <message>
        <source>%1 said</source>
        <translation>réponse de %1</translation>
    </message>
    <message>
        <source>change</source>
        <translation>changement</translation>
    </message>
    <message>
        <source>text</source>
        <translation>texte</translation>
    </message>
    <message>
        <source>expected</source>
        <translation>attendu</translation>
    </message>
    <message>
        <source>not a number</source>
        <translation>pas un nombre</translation>
    </message>
</context>
<context>
    <name>deltascope::items::Meters</name>
    <message>
        <source>total variation between the probabilities with this delta alone and those of the bare backbone</source>
        <translation>variation totale entre les probabilités avec ce delta seul et celles du modèle de base seul</translation>
    </message>
    <message>
        <source>relative change of the last module&apos;s output with this delta alone against the bare backbone</source>
        <translation>variation relative de la sortie du dernier module avec ce delta seul, face au modèle de base seul</translation>
    </message>
    <message>
        <source>1 - cosine between the output with this delta alone and that of the bare backbone</source>
        <translation>1 - cosinus entre la sortie avec ce delta seul et celle du modèle de base seul</translation>
    </message>
    <message>
        <source>Effect on the chosen input alone: %1, at its present strength.</source>
        <translation>Effet sur la seule entrée choisie&#xa0;: %1, à son intensité actuelle.</translation>
    </message>
    <message>
        <source>Effect on all inputs: %1, mean over the inputs, at its present strength.</source>
        <translation>Effet sur toutes les entrées&#xa0;: %1, moyenne sur les entrées, à son intensité actuelle.</translation>
    </message>
</context>
<context>
    <name>deltascope::items::ModuleTreeModel</name>
    <message>
        <source>module</source>
        <translation>module</translation>
    </message>
    <message>
        <source>parameters</source>
        <translation>paramètres</translation>
    </message>
</context>
<context>
    <name>deltascope::items::ServedCells</name>
    <message>
        <source>servers write texts, which this model does not</source>
        <translation>les serveurs écrivent des textes, ce modèle non</translation>
    </message>
    <message>
        <source>needs a tokenizer here, which makes the prompts</source>
        <translation>il faut ici un tokenizer, qui fait les invites</translation>
    </message>
    <message>
        <source>%1 is not connected</source>
        <translation>%1 n’est pas connecté</translation>
    </message>
    <message>
        <source>asking %1…</source>
        <translation>interroge %1…</translation>
    </message>
</context>
<context>
    <name>deltascope::items::Servers</name>
    <message>
        <source>There is a server called %1 already; write another name before the address: NAME=URL</source>
        <translation>Il y a déjà un serveur nommé %1&#xa0;; écrire un autre nom devant l’adresse&#xa0;: NOM=URL</translation>
    </message>
    <message>
        <source>This address is in the list already, as %1</source>
        <translation>Cette adresse est déjà dans la liste, sous le nom de %1</translation>
    </message>
</context>
<context>
    <name>deltascope::items::Session</name>
    <message>
        <source>add column</source>
        <translation>ajouter une colonne</translation>
    </message>
    <message>
        <source>remove column</source>
        <translation>retirer une colonne</translation>
    </message>
    <message>
        <source>reorder columns</source>
        <translation>réordonner les colonnes</translation>
    </message>
    <message>
        <source>rename column</source>
        <translation>renommer une colonne</translation>
    </message>
    <message>
        <source>change column</source>
        <translation>modifier une colonne</translation>
    </message>
    <message>
        <source>add input</source>
        <translation>ajouter une entrée</translation>
    </message>
    <message>
        <source>add %1 inputs</source>
        <translation>ajouter %1 entrées</translation>
    </message>
    <message>
        <source>remove input</source>
        <translation>retirer une entrée</translation>
    </message>
    <message>
        <source>edit input</source>
        <translation>modifier une entrée</translation>
    </message>
    <message>
        <source>expected answer</source>
        <translation>réponse attendue</translation>
    </message>
    <message>
        <source>change rule</source>
        <translation>changer la règle</translation>
    </message>
    <message>
        <source>go on with an answer</source>
        <translation>poursuivre une réponse</translation>
    </message>
    <message>
        <source>what cells show</source>
        <translation>contenu des cellules</translation>
    </message>
    <message>
        <source>how texts are generated</source>
        <translation>génération des textes</translation>
    </message>
    <message>
        <source>Not added: it was cancelled.</source>
        <translation>Pas ajouté&#xa0;: opération annulée.</translation>
    </message>
    <message>
        <source>was not added: another model was opened first</source>
        <translation>n’a pas été ajouté&#xa0;: un autre modèle a été ouvert avant</translation>
    </message>
    <message>
        <source>find %1</source>
        <translation>localiser %1</translation>
    </message>
    <message>
        <source>add %1</source>
        <translation>ajouter %1</translation>
    </message>
    <message>
        <source>remove %1</source>
        <translation>retirer %1</translation>
    </message>
    <message>
        <source>reorder deltas</source>
        <translation>réordonner les deltas</translation>
    </message>
    <message>
        <source>rename %1</source>
        <translation>renommer %1</translation>
    </message>
    <message>
        <source>attach %1</source>
        <translation>brancher %1</translation>
    </message>
    <message>
        <source>detach %1</source>
        <translation>débrancher %1</translation>
    </message>
    <message>
        <source>one module</source>
        <translation>un module</translation>
    </message>
    <message>
        <source>%1 modules</source>
        <translation>%1 modules</translation>
    </message>
    <message>
        <source>attach %1 at %2</source>
        <translation>brancher %1 sur %2</translation>
    </message>
    <message>
        <source>detach %1 at %2</source>
        <translation>débrancher %1 sur %2</translation>
    </message>
    <message>
        <source>strength of %1</source>
        <translation>intensité de %1</translation>
    </message>
    <message>
        <source>strength of %1 at a module</source>
        <translation>intensité de %1 sur un module</translation>
    </message>
    <message>
        <source>strength of %1 at %2 modules</source>
        <translation>intensité de %1 sur %2 modules</translation>
    </message>
    <message>
        <source>solo off</source>
        <translation>quitter le solo</translation>
    </message>
    <message>
        <source>solo %1</source>
        <translation>solo %1</translation>
    </message>
    <message>
        <source>colour of %1</source>
        <translation>couleur de %1</translation>
    </message>
    <message>
        <source>%1 in no group</source>
        <translation>%1 dans aucun groupe</translation>
    </message>
    <message>
        <source>%1 in group %2</source>
        <translation>%1 dans le groupe %2</translation>
    </message>
    <message>
        <source>mute all</source>
        <translation>tout couper</translation>
    </message>
    <message>
        <source>mute %1</source>
        <translation>couper %1</translation>
    </message>
    <message>
        <source>keep as a preset</source>
        <translation>garder comme préréglage</translation>
    </message>
    <message>
        <source>change a preset</source>
        <translation>modifier un préréglage</translation>
    </message>
    <message>
        <source>rename a preset</source>
        <translation>renommer un préréglage</translation>
    </message>
    <message>
        <source>remove a preset</source>
        <translation>supprimer un préréglage</translation>
    </message>
    <message>
        <source>baseline</source>
        <translation>référence</translation>
    </message>
    <message>
        <source>choose labelled lines</source>
        <translation>choisir des lignes étiquetées</translation>
    </message>
    <message>
        <source>add rule</source>
        <translation>ajouter une règle</translation>
    </message>
    <message>
        <source>reorder rules</source>
        <translation>réordonner les règles</translation>
    </message>
    <message>
        <source>remove rule</source>
        <translation>retirer la règle</translation>
    </message>
    <message>
        <source>rules by language</source>
        <translation>règles par langue</translation>
    </message>
</context>
<context>
    <name>deltascope::items::ShelfModel</name>
    <message>
        <source>open a model to see whether it fits</source>
        <translation>ouvrir un modèle pour voir s’il est compatible</translation>
    </message>
    <message>
        <source>fits the open model</source>
        <translation>compatible avec le modèle ouvert</translation>
    </message>
    <message>
        <source>does not fit the open model</source>
        <translation>incompatible avec le modèle ouvert</translation>
    </message>
    <message>
        <source>cannot be read</source>
        <translation>illisible</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 sur %2</translation>
    </message>
    <message>
        <source>targets %1</source>
        <translation>cibles %1</translation>
    </message>
    <message>
        <source>%1 parameters, %2</source>
        <translation>%1 paramètres, %2</translation>
    </message>
    <message>
        <source>made for %1</source>
        <translation>fait pour %1</translation>
    </message>
    <message>
        <source>same content as %1</source>
        <translation>même contenu que %1</translation>
    </message>
</context>
<context>
    <name>deltascope::items::SimilarityModel</name>
    <message>
        <source>all</source>
        <translation>tous</translation>
    </message>
    <message>
        <source>%1 and %2</source>
        <translation>%1 et %2</translation>
    </message>
    <message>
        <source>%1 over the %2 modules that both change: cosine %3</source>
        <translation>%1 sur les %2 modules que les deux modifient&#xa0;: cosinus %3</translation>
    </message>
    <message>
        <source>%1: one of them changes nothing</source>
        <translation>%1&#xa0;: l’un d’eux ne change rien</translation>
    </message>
    <message>
        <source>%1 do not both change %2</source>
        <translation>%1 ne modifient pas tous deux %2</translation>
    </message>
    <message>
        <source>cosine %1</source>
        <translation>cosinus %1</translation>
    </message>
    <message>
        <source>one of them changes nothing there</source>
        <translation>l’un d’eux n’y change rien</translation>
    </message>
    <message>
        <source>%1 at %2: %3</source>
        <translation>%1 sur %2&#xa0;: %3</translation>
    </message>
    <message>
        <source>%1 at %2: %3; what they write meets at %4° to %5°</source>
        <translation>%1 sur %2&#xa0;: %3&#xa0;; ce qu’ils écrivent forme un angle de %4° à %5°</translation>
    </message>
</context>
<context>
    <name>deltascope::items::Sweep</name>
    <message>
        <source>like without the delta</source>
        <translation>comme sans le delta</translation>
    </message>
    <message>
        <source>like as trained</source>
        <translation>comme entraîné</translation>
    </message>
    <message>
        <source>from the output without the delta</source>
        <translation>écart à la sortie sans le delta</translation>
    </message>
    <message>
        <source>probability</source>
        <translation>probabilité</translation>
    </message>
    <message>
        <source>value</source>
        <translation>valeur</translation>
    </message>
    <message>
        <source>share of its tokens, from the first on</source>
        <translation>part de ses tokens, depuis le premier</translation>
    </message>
    <message>
        <source>1 - cosine</source>
        <translation>1 - cosinus</translation>
    </message>
</context>
<context>
    <name>deltascope::items::TreeSearch</name>
    <message>
        <source>nothing found</source>
        <translation>rien trouvé</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 sur %2</translation>
    </message>
    <message>
        <source>%1 found</source>
        <translation>%1 trouvés</translation>
    </message>
</context>
<context>
    <name>deltascope::views</name>
    <message>
        <source>rank %1</source>
        <translation>rang %1</translation>
    </message>
    <message>
        <source>alpha %1</source>
        <translation>alpha %1</translation>
    </message>
    <message>
        <source>scaling %1</source>
        <translation>échelle %1</translation>
    </message>
    <message>
        <source>at %1</source>
        <translation>sur %1</translation>
    </message>
    <message>
        <source>saved whole: %1</source>
        <translation>enregistré en entier&#xa0;: %1</translation>
    </message>
    <message>
        <source>head: %1</source>
        <translation>tête&#xa0;: %1</translation>
    </message>
    <message>
        <source>task %1</source>
        <translation>tâche %1</translation>
    </message>
    <message>
        <source>base model %1</source>
        <translation>modèle de base %1</translation>
    </message>
    <message>
        <source>, %1</source>
        <translation>, %1</translation>
    </message>
    <message>
        <source>%1 label</source>
        <translation>%1 étiquette</translation>
    </message>
    <message>
        <source>%1 labels</source>
        <translation>%1 étiquettes</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <translation>%1 (%2)</translation>
    </message>
    <message>
        <source>detached</source>
        <translation>débranché</translation>
    </message>
    <message>
        <source>at %1 of %2 modules</source>
        <translation>sur %1 modules sur %2</translation>
    </message>
</context>
<context>
    <name>deltascope::views::AddDeltaPanel</name>
    <message>
        <source>Add</source>
        <translation>Ajouter</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Annuler</translation>
    </message>
    <message>
        <source>Add delta</source>
        <translation>Ajouter un delta</translation>
    </message>
    <message>
        <source>Name of the delta</source>
        <translation>Nom du delta</translation>
    </message>
    <message>
        <source>Saved</source>
        <translation>Enregistré</translation>
    </message>
    <message>
        <source>Fresh</source>
        <translation>Neuf</translation>
    </message>
    <message>
        <source>ADD DELTA</source>
        <translation>AJOUTER UN DELTA</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Nom</translation>
    </message>
    <message>
        <source>%1 module matches, lit in the tree.</source>
        <translation>%1 module correspond, mis en évidence dans l’arbre.</translation>
    </message>
    <message>
        <source>%1 modules match, lit in the tree.</source>
        <translation>%1 modules correspondent, mis en évidence dans l’arbre.</translation>
    </message>
    <message>
        <source>No module matches.</source>
        <translation>Aucun module ne correspond.</translation>
    </message>
    <message>
        <source>Nothing matches %1.</source>
        <translation>Rien ne correspond à %1.</translation>
    </message>
    <message>
        <source>%1 %2, %3</source>
        <translation>%1 %2, %3</translation>
    </message>
    <message>
        <source>%1 parameter</source>
        <translation>%1 paramètre</translation>
    </message>
    <message>
        <source>%1 parameters</source>
        <translation>%1 paramètres</translation>
    </message>
    <message>
        <source>fits this model</source>
        <translation>compatible avec ce modèle</translation>
    </message>
    <message>
        <source>does not fit this model</source>
        <translation>incompatible avec ce modèle</translation>
    </message>
    <message>
        <source>Looking at it…</source>
        <translation>Examen…</translation>
    </message>
    <message>
        <source>Open a model first.</source>
        <translation>Ouvrir d’abord un modèle.</translation>
    </message>
    <message>
        <source>Name the modules, or click them in the tree.</source>
        <translation>Nommer les modules, ou les cliquer dans l’arbre.</translation>
    </message>
    <message>
        <source>Adding…</source>
        <translation>Ajout…</translation>
    </message>
</context>
<context>
    <name>deltascope::views::BarChart</name>
    <message>
        <source>Save the chart</source>
        <translation>Enregistrer le graphique</translation>
    </message>
    <message>
        <source>Saved as %1</source>
        <translation>Enregistré sous %1</translation>
    </message>
    <message>
        <source>%1 could not be written: %2</source>
        <translation>Impossible d’écrire %1&#xa0;: %2</translation>
    </message>
    <message>
        <source>Save as picture…</source>
        <translation>Enregistrer comme image…</translation>
    </message>
    <message>
        <source>Save as CSV…</source>
        <translation>Enregistrer en CSV…</translation>
    </message>
    <message>
        <source>%1, at most %2</source>
        <translation>%1, au plus %2</translation>
    </message>
</context>
<context>
    <name>deltascope::views::BenchBar</name>
    <message>
        <source>Another seed</source>
        <translation>Autre graine</translation>
    </message>
    <message>
        <source>Generation and view</source>
        <translation>Génération et affichage</translation>
    </message>
    <message>
        <source>How texts are generated</source>
        <translation>Comment les textes sont générés</translation>
    </message>
    <message>
        <source>Draw all answers again, with another seed</source>
        <translation>Tirer à nouveau toutes les réponses, avec une autre graine</translation>
    </message>
    <message>
        <source>Answers</source>
        <translation>Réponses</translation>
    </message>
    <message>
        <source>Log-probability</source>
        <translation>Log-probabilité</translation>
    </message>
    <message>
        <source>Difference</source>
        <translation>Différence</translation>
    </message>
    <message>
        <source>What cells show</source>
        <translation>Ce que montrent les cellules</translation>
    </message>
    <message>
        <source>How probable the inputs are under each column, token by token: texts themselves; after a conversation, and of an encoder-decoder, the baseline&apos;s answer</source>
        <translation>Probabilité des entrées sous chaque colonne, token par token&#xa0;: les textes eux-mêmes&#xa0;; après une conversation, et pour un encodeur-décodeur, la réponse de la référence</translation>
    </message>
</context>
<context>
    <name>deltascope::views::BenchPanel</name>
    <message>
        <source>Test bench</source>
        <translation>Banc d’essai</translation>
    </message>
    <message>
        <source>Add a column</source>
        <translation>Ajouter une colonne</translation>
    </message>
    <message>
        <source>
Without a tokenizer, write token ids as an input: ids: 0, 8, 2</source>
        <translation>
Sans tokenizer, écrire des ids de tokens comme entrée&#xa0;: ids: 0, 8, 2</translation>
    </message>
    <message>
        <source>Open a model, and what it says to your inputs stands here, one column a configuration.</source>
        <translation>Ouvrir un modèle&#xa0;: ses réponses aux entrées apparaissent ici, une colonne par configuration.</translation>
    </message>
    <message>
        <source>This model opens as a tree only: there is no known architecture to run its weights with.</source>
        <translation>Ce modèle s’ouvre seulement en arbre&#xa0;: aucune architecture connue pour exécuter ses poids.</translation>
    </message>
    <message>
        <source>Choose or drop a picture on the left; what each column says to it appears here.</source>
        <translation>Choisir ou déposer une image à gauche&#xa0;; la réponse de chaque colonne apparaît ici.</translation>
    </message>
    <message>
        <source>Type a sentence on the left; what each column says to it appears here as you type.</source>
        <translation>Saisir une phrase à gauche&#xa0;; la réponse de chaque colonne apparaît ici au fil de la frappe.</translation>
    </message>
    <message>
        <source>Add a column with +, for example from what is attached now.</source>
        <translation>Ajouter une colonne avec +, par exemple d’après ce qui est branché.</translation>
    </message>
    <message>
        <source>From what is attached now</source>
        <translation>D’après ce qui est branché</translation>
    </message>
    <message>
        <source>As attached</source>
        <translation>Tel que branché</translation>
    </message>
    <message>
        <source>By rule: every input with its own delta</source>
        <translation>Par règle&#xa0;: chaque entrée avec son delta</translation>
    </message>
    <message>
        <source>Bare backbone</source>
        <translation>Modèle de base seul</translation>
    </message>
    <message>
        <source>%1 alone</source>
        <translation>%1 seul</translation>
    </message>
    <message>
        <source>Several deltas…</source>
        <translation>Plusieurs deltas…</translation>
    </message>
    <message>
        <source>On %1</source>
        <translation>Sur %1</translation>
    </message>
    <message>
        <source>On a server…</source>
        <translation>Sur un serveur…</translation>
    </message>
</context>
<context>
    <name>deltascope::views::BenchTable</name>
    <message>
        <source>Comparison of columns</source>
        <translation>Comparaison des colonnes</translation>
    </message>
</context>
<context>
    <name>deltascope::views::BlameChart</name>
    <message>
        <source>Runs of the search</source>
        <translation>Essais de la recherche</translation>
    </message>
    <message>
        <source>%1 on, found</source>
        <translation>%1 actifs, trouvé</translation>
    </message>
    <message>
        <source>%1 on</source>
        <translation>%1 actifs</translation>
    </message>
    <message>
        <source>1 site</source>
        <translation>1 site</translation>
    </message>
    <message>
        <source>%1 sites</source>
        <translation>%1 sites</translation>
    </message>
    <message>
        <source>Run %1: %2 sites attached, %3</source>
        <translation>Essai %1&#xa0;: %2 sites branchés, %3</translation>
    </message>
    <message>
        <source>Run %1: %2 sites attached, only %3</source>
        <translation>Essai %1&#xa0;: %2 sites branchés, seulement %3</translation>
    </message>
</context>
<context>
    <name>deltascope::views::BlameText</name>
    <message>
        <source>nothing</source>
        <translation>rien</translation>
    </message>
    <message>
        <source>%1 and %2</source>
        <translation>%1 et %2</translation>
    </message>
    <message>
        <source>the whole model</source>
        <translation>le modèle entier</translation>
    </message>
    <message>
        <source>%1 of %2 sites</source>
        <translation>%1 sites sur %2</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 sur %2</translation>
    </message>
    <message>
        <source>Stopped before the end.</source>
        <translation>Arrêté avant la fin.</translation>
    </message>
    <message>
        <source>Searching: %1 of %2 sites are enough so far…</source>
        <translation>Recherche&#xa0;: %1 sites sur %2 suffisent jusqu’ici…</translation>
    </message>
    <message>
        <source>Searching…</source>
        <translation>Recherche…</translation>
    </message>
    <message>
        <source>%1 under both: there is nothing to explain.</source>
        <translation>%1 dans les deux cas&#xa0;: il n’y a rien à expliquer.</translation>
    </message>
    <message>
        <source>%1 is enough to turn %2 into %3.</source>
        <translation>%1 suffit à changer %2 en %3.</translation>
    </message>
    <message>
        <source>%1 are enough to turn %2 into %3.</source>
        <translation>%1 suffisent à changer %2 en %3.</translation>
    </message>
    <message>
        <source>%1 of %2 sites; fewer may be enough: the runs were used up before all were tried.</source>
        <translation>%1 sites sur %2&#xa0;; moins pourraient suffire&#xa0;: les essais ont été épuisés avant d’avoir tout essayé.</translation>
    </message>
    <message>
        <source>1 of %1 sites.</source>
        <translation>1 site sur %1.</translation>
    </message>
    <message>
        <source>%1 of %2 sites. Without any one of them the answer is another.</source>
        <translation>%1 sites sur %2. Sans l’un d’eux, la réponse est autre.</translation>
    </message>
</context>
<context>
    <name>deltascope::views::CellDelegate</name>
    <message>
        <source>no answer</source>
        <translation>pas de réponse</translation>
    </message>
    <message>
        <source>score %1</source>
        <translation>score %1</translation>
    </message>
    <message>
        <source>cannot run</source>
        <translation>exécution impossible</translation>
    </message>
    <message>
        <source>stopped</source>
        <translation>arrêté</translation>
    </message>
    <message>
        <source>…</source>
        <translation>…</translation>
    </message>
    <message>
        <source>continue with this</source>
        <translation>continuer avec celle-ci</translation>
    </message>
    <message>
        <source>each with its own</source>
        <translation>chacune avec la sienne</translation>
    </message>
    <message>
        <source>%1: logit %2</source>
        <translation>%1&#xa0;: logit %2</translation>
    </message>
    <message>
        <source>not a number</source>
        <translation>pas un nombre</translation>
    </message>
    <message>
        <source>%1: the input&apos;s own choice</source>
        <translation>%1 : le choix de l’entrée elle-même</translation>
    </message>
    <message>
        <source>%1, by the rule: %2</source>
        <translation>%1, par la règle : %2</translation>
    </message>
    <message>
        <source>%1, by the text&apos;s language</source>
        <translation>%1, par la langue du texte</translation>
    </message>
    <message>
        <source>%1: no rule takes it</source>
        <translation>%1 : aucune règle ne la prend</translation>
    </message>
    <message>
        <source>not asked of servers</source>
        <translation>pas demandé aux serveurs</translation>
    </message>
</context>
<context>
    <name>deltascope::views::ColumnHead</name>
    <message>
        <source>now: %1 attached</source>
        <translation>actuel&#xa0;: %1 branchés</translation>
    </message>
    <message>
        <source>attached now: %1</source>
        <translation>branché&#xa0;: %1</translation>
    </message>
    <message>
        <source>%1 of %2 right</source>
        <translation>%1 sur %2 justes</translation>
    </message>
    <message>
        <source>perplexity %1</source>
        <translation>perplexité %1</translation>
    </message>
    <message>
        <source>baseline</source>
        <translation>référence</translation>
    </message>
    <message>
        <source>Every input with what the rules pick for it, see below the inputs. A click on the right, or Space, opens the rules.</source>
        <translation>Chaque entrée avec ce que les règles choisissent pour elle, voir sous les entrées. Un clic à droite, ou Espace, ouvre les règles.</translation>
    </message>
    <message>
        <source>waits for %1</source>
        <translation>attend %1</translation>
    </message>
    <message>
        <source>not computed yet</source>
        <translation>pas encore calculé</translation>
    </message>
    <message>
        <source>The engine had nothing attached.</source>
        <translation>Le moteur n’avait rien de branché.</translation>
    </message>
    <message>
        <source>The engine had attached: %1 (%2), strength %3, at %4</source>
        <translation>Le moteur avait branché&#xa0;: %1 (%2), intensité %3, sur %4</translation>
    </message>
    <message>
        <source>%1 module</source>
        <translation>%1 module</translation>
    </message>
    <message>
        <source>%1 modules</source>
        <translation>%1 modules</translation>
    </message>
    <message>
        <source>perplexity over all inputs: %1</source>
        <translation>perplexité sur toutes les entrées&#xa0;: %1</translation>
    </message>
</context>
<context>
    <name>deltascope::views::ColumnHeader</name>
    <message>
        <source>Columns of the comparison</source>
        <translation>Colonnes de la comparaison</translation>
    </message>
    <message>
        <source>New name of the column</source>
        <translation>Nouveau nom de la colonne</translation>
    </message>
    <message>
        <source>Attach this</source>
        <translation>Brancher ceci</translation>
    </message>
    <message>
        <source>Take over what is attached</source>
        <translation>Reprendre ce qui est branché</translation>
    </message>
    <message>
        <source>Rename</source>
        <translation>Renommer</translation>
    </message>
    <message>
        <source>Move left</source>
        <translation>Déplacer à gauche</translation>
    </message>
    <message>
        <source>Move right</source>
        <translation>Déplacer à droite</translation>
    </message>
    <message>
        <source>Remove column</source>
        <translation>Retirer la colonne</translation>
    </message>
    <message>
        <source>Show in the tree what differs from %1</source>
        <translation>Montrer dans l’arbre ce qui diffère de %1</translation>
    </message>
    <message>
        <source>Compare with the backbone again</source>
        <translation>Comparer de nouveau au modèle de base</translation>
    </message>
    <message>
        <source>Compare others with this</source>
        <translation>Comparer les autres à celle-ci</translation>
    </message>
    <message>
        <source>Rules…</source>
        <translation>Règles…</translation>
    </message>
    <message>
        <source>Check what %1 answers</source>
        <translation>Vérifier ce que %1 répond</translation>
    </message>
    <message>
        <source>Run this here too</source>
        <translation>Exécuter aussi ici</translation>
    </message>
</context>
<context>
    <name>deltascope::views::ColumnPicker</name>
    <message>
        <source>New column</source>
        <translation>Nouvelle colonne</translation>
    </message>
    <message>
        <source>Which deltas does the column attach?</source>
        <translation>Quels deltas la colonne branche-t-elle&#xa0;?</translation>
    </message>
    <message>
        <source>Add column</source>
        <translation>Ajouter la colonne</translation>
    </message>
</context>
<context>
    <name>deltascope::views::ComparePanel</name>
    <message>
        <source>Deltas compared</source>
        <translation>Deltas comparés</translation>
    </message>
    <message>
        <source>Strength of</source>
        <translation>Intensité de</translation>
    </message>
    <message>
        <source>What comes out as the strength of a delta goes up</source>
        <translation>Ce qui sort quand l’intensité d’un delta augmente</translation>
    </message>
    <message>
        <source>Similarity</source>
        <translation>Similarité</translation>
    </message>
    <message>
        <source>How alike the deltas change each module&apos;s weight</source>
        <translation>À quel point les deltas modifient de même le poids de chaque module</translation>
    </message>
</context>
<context>
    <name>deltascope::views::ConfusionMap</name>
    <message>
        <source>Confusion: rows expected, columns answered</source>
        <translation>Confusion&#xa0;: attendu en lignes, répondu en colonnes</translation>
    </message>
    <message>
        <source>precision</source>
        <translation>précision</translation>
    </message>
    <message>
        <source>recall</source>
        <translation>rappel</translation>
    </message>
    <message>
        <source>%1 answered rightly: %2</source>
        <translation>%1 bien reconnu&#xa0;: %2</translation>
    </message>
    <message>
        <source>%1 answered as %2: %3</source>
        <translation>%1 pris pour %2&#xa0;: %3</translation>
    </message>
</context>
<context>
    <name>deltascope::views::Conversation</name>
    <message>
        <source>+ turn</source>
        <translation>+ tour</translation>
    </message>
    <message>
        <source>Add a turn</source>
        <translation>Ajouter un tour</translation>
    </message>
    <message>
        <source>+ system</source>
        <translation>+ système</translation>
    </message>
    <message>
        <source>Add a system prompt</source>
        <translation>Ajouter un prompt système</translation>
    </message>
    <message>
        <source>prompt</source>
        <translation>prompt</translation>
    </message>
    <message>
        <source>Show the prompt and its tokens</source>
        <translation>Afficher le prompt et ses tokens</translation>
    </message>
    <message>
        <source>template…</source>
        <translation>template…</translation>
    </message>
    <message>
        <source>Choose the chat template</source>
        <translation>Choisir le modèle de conversation</translation>
    </message>
    <message>
        <source>Conversation</source>
        <translation>Conversation</translation>
    </message>
    <message>
        <source>Prompt</source>
        <translation>Prompt</translation>
    </message>
    <message>
        <source>Role of this turn</source>
        <translation>Rôle de ce tour</translation>
    </message>
    <message>
        <source>Turn</source>
        <translation>Tour</translation>
    </message>
    <message>
        <source>Take this turn out</source>
        <translation>Retirer ce tour</translation>
    </message>
    <message>
        <source>each its own</source>
        <translation>chacune le sien</translation>
    </message>
    <message>
        <source>Every column has its own words here; shown are those of the first. What you write counts for all.</source>
        <translation>Chaque colonne a ici ses propres mots&#xa0;; ceux de la première sont affichés. Ce qui est saisi vaut pour toutes.</translation>
    </message>
    <message>
        <source>Write the next message…</source>
        <translation>Écrire le message suivant…</translation>
    </message>
    <message>
        <source>Turn of %1</source>
        <translation>Tour de %1</translation>
    </message>
    <message>
        <source>system</source>
        <comment>role</comment>
        <translation>système</translation>
    </message>
    <message>
        <source>user</source>
        <comment>role</comment>
        <translation>utilisateur</translation>
    </message>
    <message>
        <source>assistant</source>
        <comment>role</comment>
        <translation>assistant</translation>
    </message>
    <message>
        <source>tool</source>
        <comment>role</comment>
        <translation>outil</translation>
    </message>
</context>
<context>
    <name>deltascope::views::DeltaCard</name>
    <message>
        <source>loading…</source>
        <translation>chargement…</translation>
    </message>
    <message>
        <source>not there</source>
        <translation>absent</translation>
    </message>
    <message>
        <source>Find it…</source>
        <translation>Localiser…</translation>
    </message>
    <message>
        <source>New name of the delta</source>
        <translation>Nouveau nom du delta</translation>
    </message>
    <message>
        <source>S</source>
        <translation>S</translation>
    </message>
    <message>
        <source>Solo: hear only %1</source>
        <translation>Solo&#xa0;: n’écouter que %1</translation>
    </message>
    <message>
        <source>Solo %1</source>
        <translation>Solo %1</translation>
    </message>
    <message>
        <source>Detach %1 everywhere</source>
        <translation>Débrancher %1 partout</translation>
    </message>
    <message>
        <source>Solo: %1 is heard although it is detached. Click to attach it beyond the solo.</source>
        <translation>Solo&#xa0;: %1 s’écoute bien qu’il soit débranché. Cliquer pour le brancher au-delà du solo.</translation>
    </message>
    <message>
        <source>Attach %1 everywhere</source>
        <translation>Brancher %1 partout</translation>
    </message>
    <message>
        <source>%1 attached</source>
        <translation>%1 branché</translation>
    </message>
    <message>
        <source>%1, %2, %3</source>
        <translation>%1, %2, %3</translation>
    </message>
    <message>
        <source>attached</source>
        <translation>branché</translation>
    </message>
    <message>
        <source>detached, heard by solo</source>
        <translation>débranché, écouté en solo</translation>
    </message>
    <message>
        <source>detached</source>
        <translation>débranché</translation>
    </message>
    <message>
        <source>Find %1</source>
        <translation>Localiser %1</translation>
    </message>
    <message>
        <source>Targets: %1</source>
        <translation>Cibles&#xa0;: %1</translation>
    </message>
    <message>
        <source>On the current inputs this delta does not change the output at all.</source>
        <translation>Sur les entrées actuelles, ce delta ne change pas du tout la sortie.</translation>
    </message>
    <message>
        <source>%1 parameters</source>
        <translation>%1 paramètres</translation>
    </message>
    <message>
        <source>silent (solo)</source>
        <translation>muet (solo)</translation>
    </message>
    <message>
        <source>solo, detached · %1</source>
        <translation>solo, débranché · %1</translation>
    </message>
    <message>
        <source>Attached alone: %1.</source>
        <translation>Branché seul&#xa0;: %1.</translation>
    </message>
    <message>
        <source>%1 of %2 parameters</source>
        <translation>%1 paramètres sur %2</translation>
    </message>
    <message>
        <source>half attached</source>
        <translation>branché en partie</translation>
    </message>
    <message>
        <source>effect %1</source>
        <translation>effet %1</translation>
    </message>
</context>
<context>
    <name>deltascope::views::DivergenceLegend</name>
    <message>
        <source>Lines: %1</source>
        <translation>Lignes&#xa0;: %1</translation>
    </message>
</context>
<context>
    <name>deltascope::views::DivergencePlot</name>
    <message>
        <source>Where outputs part from the backbone</source>
        <translation>Où les sorties s’écartent du modèle de base</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <translation>%1, %2</translation>
    </message>
    <message>
        <source>Save the plot</source>
        <translation>Enregistrer le tracé</translation>
    </message>
    <message>
        <source>%1: expected a name that ends in .png, .svg, .pdf or .csv, found another</source>
        <translation>%1&#xa0;: nom attendu en .png, .svg, .pdf ou .csv, un autre a été trouvé</translation>
    </message>
    <message>
        <source>%1 could not be written: %2</source>
        <translation>Impossible d’écrire %1&#xa0;: %2</translation>
    </message>
    <message>
        <source>Picture (*.png)</source>
        <translation>Image (*.png)</translation>
    </message>
    <message>
        <source>Scalable picture (*.svg)</source>
        <translation>Image vectorielle (*.svg)</translation>
    </message>
    <message>
        <source>Document (*.pdf)</source>
        <translation>Document (*.pdf)</translation>
    </message>
    <message>
        <source>Save as picture…</source>
        <translation>Enregistrer comme image…</translation>
    </message>
    <message>
        <source>Save as CSV…</source>
        <translation>Enregistrer en CSV…</translation>
    </message>
    <message>
        <source>Table (*.csv)</source>
        <translation>Tableau (*.csv)</translation>
    </message>
</context>
<context>
    <name>deltascope::views::DriftView</name>
    <message>
        <source>Copy what was found</source>
        <translation>Copier ce qui a été trouvé</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Arrêter</translation>
    </message>
    <message>
        <source>Check its answers</source>
        <translation>Vérifier ses réponses</translation>
    </message>
    <message>
        <source>Stop checking %1</source>
        <translation>Arrêter la vérification de %1</translation>
    </message>
    <message>
        <source>Check the answers of %1</source>
        <translation>Vérifier les réponses de %1</translation>
    </message>
    <message>
        <source>Holds what it answers to the inputs of the comparison against the model here</source>
        <translation>Compare ce qu’il répond aux entrées de la comparaison au modèle d’ici</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 sur %2</translation>
    </message>
    <message>
        <source>begins…</source>
        <translation>commence…</translation>
    </message>
    <message>
        <source>It answers as what it is asked for</source>
        <translation>Il répond comme on le lui demande</translation>
    </message>
    <message>
        <source>Not what was asked for</source>
        <translation>Pas ce qui était demandé</translation>
    </message>
    <message>
        <source>drift</source>
        <translation>dérive</translation>
    </message>
    <message>
        <source>same</source>
        <translation>identique</translation>
    </message>
    <message>
        <source>rounding</source>
        <translation>arrondi</translation>
    </message>
</context>
<context>
    <name>deltascope::views::EvaluatePanel</name>
    <message>
        <source>Change…</source>
        <translation>Changer…</translation>
    </message>
    <message>
        <source>Other labelled data</source>
        <translation>Autres données étiquetées</translation>
    </message>
    <message>
        <source>Also writes an answer to every line, as it is set under Try, and counts those that are what is expected</source>
        <translation>Écrit aussi une réponse à chaque ligne, selon les réglages d’«&#xa0;Essayer&#xa0;», et compte celles qui sont conformes à l’attendu</translation>
    </message>
    <message>
        <source>Save…</source>
        <translation>Enregistrer…</translation>
    </message>
    <message>
        <source>Copy or save numbers and pictures</source>
        <translation>Copier ou enregistrer les nombres et les images</translation>
    </message>
    <message>
        <source>Progress of the evaluation</source>
        <translation>Progression de l’évaluation</translation>
    </message>
    <message>
        <source>Evaluate what is not known yet</source>
        <translation>Évaluer ce qui n’est pas encore connu</translation>
    </message>
    <message>
        <source>What is answered by now stays</source>
        <translation>Les réponses déjà obtenues restent</translation>
    </message>
    <message>
        <source>Open a file…</source>
        <translation>Ouvrir un fichier…</translation>
    </message>
    <message>
        <source>Label the inputs</source>
        <translation>Étiqueter les entrées</translation>
    </message>
    <message>
        <source>The configuration that the others are compared with</source>
        <translation>La configuration à laquelle les autres sont comparées</translation>
    </message>
    <message>
        <source>CONFIGURATIONS</source>
        <translation>CONFIGURATIONS</translation>
    </message>
    <message>
        <source>CONFUSION</source>
        <translation>CONFUSION</translation>
    </message>
    <message>
        <source>BY LABEL</source>
        <translation>PAR ÉTIQUETTE</translation>
    </message>
    <message>
        <source>write answers</source>
        <translation>écrire les réponses</translation>
    </message>
    <message>
        <source>Evaluate</source>
        <translation>Évaluer</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Arrêter</translation>
    </message>
    <message>
        <source>Evaluation</source>
        <translation>Évaluation</translation>
    </message>
    <message>
        <source>Open labelled lines</source>
        <translation>Ouvrir des lignes étiquetées</translation>
    </message>
    <message>
        <source>Labelled lines (*.jsonl *.csv *.tsv);;All files (*)</source>
        <translation>Lignes étiquetées (*.jsonl *.csv *.tsv);;Tous les fichiers (*)</translation>
    </message>
    <message>
        <source>Label the inputs of the comparison</source>
        <translation>Étiqueter les entrées de la comparaison</translation>
    </message>
    <message>
        <source>Results</source>
        <translation>Résultats</translation>
    </message>
    <message>
        <source>Lines in the list</source>
        <translation>Lignes de la liste</translation>
    </message>
    <message>
        <source>Confusion</source>
        <translation>Confusion</translation>
    </message>
    <message>
        <source>%1 line</source>
        <translation>%1 ligne</translation>
    </message>
    <message>
        <source>%1 lines</source>
        <translation>%1 lignes</translation>
    </message>
    <message>
        <source>%1 of them labelled</source>
        <translation>dont %1 étiquetées</translation>
    </message>
    <message>
        <source>%1 label</source>
        <translation>%1 étiquette</translation>
    </message>
    <message>
        <source>%1 labels</source>
        <translation>%1 étiquettes</translation>
    </message>
    <message>
        <source>type what is right under “expected”</source>
        <translation>saisir la bonne réponse sous «&#xa0;attendu&#xa0;»</translation>
    </message>
    <message>
        <source>%1 waits: a delta is not there</source>
        <translation>%1 attend&#xa0;: un delta est absent</translation>
    </message>
    <message>
        <source>Open a model first.</source>
        <translation>Ouvrir d’abord un modèle.</translation>
    </message>
    <message>
        <source>This model opens as a tree only: there is nothing to evaluate.</source>
        <translation>Ce modèle s’ouvre seulement en arbre&#xa0;: il n’y a rien à évaluer.</translation>
    </message>
    <message>
        <source>Drop a file of labelled lines here (JSON lines or CSV with text and label or target), or label the inputs that are typed already.</source>
        <translation>Déposer ici un fichier de lignes étiquetées (JSON Lines ou CSV avec text et label ou target), ou étiqueter les entrées déjà saisies.</translation>
    </message>
    <message>
        <source>No labelled data</source>
        <translation>Pas de données étiquetées</translation>
    </message>
    <message>
        <source>Inputs of the comparison</source>
        <translation>Entrées de la comparaison</translation>
    </message>
    <message>
        <source>%1 of %2 lines</source>
        <translation>%1 lignes sur %2</translation>
    </message>
    <message>
        <source>reading…</source>
        <translation>lecture…</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>Continuer</translation>
    </message>
    <message>
        <source>baseline: %1</source>
        <translation>référence&#xa0;: %1</translation>
    </message>
    <message>
        <source>%1: rows expected, columns answered</source>
        <translation>%1&#xa0;: attendu en lignes, répondu en colonnes</translation>
    </message>
    <message>
        <source>F1</source>
        <translation>F1</translation>
    </message>
    <message>
        <source>F1, the baseline above</source>
        <translation>F1, la référence au-dessus</translation>
    </message>
    <message>
        <source>Weakest for %1: %2 of %3 errors become %4.</source>
        <translation>Le plus faible sur %1&#xa0;: %2 de ses %3 erreurs deviennent %4.</translation>
    </message>
    <message>
        <source>The labelled lines of this session are not there: %1. Put the file back and open it again, or drop another one here.</source>
        <translation>Les lignes étiquetées de cette session sont introuvables&#xa0;: %1. Remettre le fichier en place et l’ouvrir de nouveau, ou en déposer un autre ici.</translation>
    </message>
</context>
<context>
    <name>deltascope::views::FailedRows</name>
    <message>
        <source>This input has %1 tokens; the model reads %2 at most, so this row has no answers.</source>
        <translation>Cette entrée a %1 tokens ; le modèle en lit au plus %2 : cette ligne n’a donc pas de réponse.</translation>
    </message>
    <message>
        <source>Cut at %1 tokens</source>
        <translation>Tronquer à %1 tokens</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Copier</translation>
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
        <translation>Ligne trouvée précédente (Shift+F3)</translation>
    </message>
    <message>
        <source>Next row found (F3)</source>
        <translation>Ligne trouvée suivante (F3)</translation>
    </message>
    <message>
        <source>End the search (Esc)</source>
        <translation>Terminer la recherche (Esc)</translation>
    </message>
    <message>
        <source>Find modules: fc2, [r]decoder.*attn, attn@.q@</source>
        <translation>Chercher des modules&#xa0;: fc2, [r]decoder.*attn, attn@.q@</translation>
    </message>
    <message>
        <source>Find modules</source>
        <translation>Chercher des modules</translation>
    </message>
</context>
<context>
    <name>deltascope::views::FreshForm</name>
    <message>
        <source>Modules, by name, suffix, [r]regex or common name</source>
        <translation>Modules, par nom, suffixe, [r]regex ou nom commun</translation>
    </message>
    <message>
        <source>Kind of delta</source>
        <translation>Type de delta</translation>
    </message>
    <message>
        <source>fc2, [r]decoder.*attn, attn@.q@</source>
        <translation>fc2, [r]decoder.*attn, attn@.q@</translation>
    </message>
    <message>
        <source>Separate several with blanks or commas, or click modules in the tree</source>
        <translation>En séparer plusieurs par des espaces ou des virgules, ou cliquer des modules dans l’arbre</translation>
    </message>
    <message>
        <source>Target modules</source>
        <translation>Modules cibles</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>Type</translation>
    </message>
    <message>
        <source>Deltas can be made for a model that runs.</source>
        <translation>Des deltas peuvent être créés pour un modèle exécutable.</translation>
    </message>
</context>
<context>
    <name>deltascope::views::GenerationPanel</name>
    <message>
        <source>Generation</source>
        <translation>Génération</translation>
    </message>
    <message>
        <source>for all columns</source>
        <translation>pour toutes les colonnes</translation>
    </message>
    <message>
        <source>As configured</source>
        <translation>Configuré</translation>
    </message>
    <message>
        <source>Greedy</source>
        <translation>Glouton</translation>
    </message>
    <message>
        <source>Sample</source>
        <translation>Échantillonnage</translation>
    </message>
    <message>
        <source>Beams</source>
        <translation>Faisceaux</translation>
    </message>
    <message>
        <source>draw the candidates of beams</source>
        <translation>tirer les candidats des faisceaux</translation>
    </message>
    <message>
        <source>end once enough beams have ended</source>
        <translation>terminer dès qu’assez de faisceaux sont finis</translation>
    </message>
    <message>
        <source>answers in a cell</source>
        <translation>réponses par cellule</translation>
    </message>
    <message>
        <source>Each is drawn with a seed of its own, from the seed below on</source>
        <translation>Chacune est tirée avec sa propre graine, à partir de la graine ci-dessous</translation>
    </message>
    <message>
        <source>Seed</source>
        <translation>Graine</translation>
    </message>
    <message>
        <source>Every column draws with the same seed, so what differs is the deltas&apos; doing</source>
        <translation>Toutes les colonnes tirent avec la même graine&#xa0;: les différences viennent donc des deltas</translation>
    </message>
    <message>
        <source>seed</source>
        <translation>graine</translation>
    </message>
    <message>
        <source>Texts that end an answer</source>
        <translation>Textes qui terminent une réponse</translation>
    </message>
    <message>
        <source>one a line; \n is a line break</source>
        <translation>un par ligne&#xa0;; \n est un saut de ligne</translation>
    </message>
    <message>
        <source>ends after</source>
        <translation>se termine après</translation>
    </message>
    <message>
        <source>The model&apos;s files say: %1. What is empty above is as they say.</source>
        <translation>Les fichiers du modèle indiquent&#xa0;: %1. Ce qui est vide ci-dessus suit ces indications.</translation>
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
        <translation>Couper&#xa0;: débrancher tous les deltas de %1</translation>
    </message>
    <message>
        <source>Mute %1</source>
        <translation>Couper %1</translation>
    </message>
    <message>
        <source>Name of the group</source>
        <translation>Nom du groupe</translation>
    </message>
    <message>
        <source>%1  ·  %2 of %3 attached</source>
        <translation>%1  ·  %2 branchés sur %3</translation>
    </message>
    <message>
        <source>Show %1</source>
        <translation>Déplier %1</translation>
    </message>
    <message>
        <source>Fold %1</source>
        <translation>Replier %1</translation>
    </message>
</context>
<context>
    <name>deltascope::views::InputCard</name>
    <message>
        <source>Input text</source>
        <translation>Texte de l’entrée</translation>
    </message>
    <message>
        <source>Second segment</source>
        <translation>Second segment</translation>
    </message>
    <message>
        <source>second segment</source>
        <translation>second segment</translation>
    </message>
    <message>
        <source>Remove this input</source>
        <translation>Retirer cette entrée</translation>
    </message>
    <message>
        <source>What is right for this input; it can be typed under Evaluate</source>
        <translation>La bonne réponse pour cette entrée&#xa0;; elle se saisit dans «&#xa0;Évaluer&#xa0;»</translation>
    </message>
    <message>
        <source>%1 token</source>
        <translation>%1 token</translation>
    </message>
    <message>
        <source>%1 tokens</source>
        <translation>%1 tokens</translation>
    </message>
    <message>
        <source>expected %1</source>
        <translation>attendu %1</translation>
    </message>
    <message>
        <source>Cut at %1 tokens</source>
        <translation>Tronquer à %1 tokens</translation>
    </message>
    <message>
        <source>Keeps the beginning, as long as the model can read</source>
        <translation>Garde le début, aussi long que le modèle peut lire</translation>
    </message>
    <message>
        <source>Make it a plain text</source>
        <translation>Convertir en texte simple</translation>
    </message>
    <message>
        <source>Copy text</source>
        <translation>Copier le texte</translation>
    </message>
    <message>
        <source>Paste</source>
        <translation>Coller</translation>
    </message>
    <message>
        <source>Add a second segment</source>
        <translation>Ajouter un second segment</translation>
    </message>
    <message>
        <source>Make it a conversation</source>
        <translation>Convertir en conversation</translation>
    </message>
    <message>
        <source>Delta by rule…</source>
        <translation>Delta par règle…</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Retirer</translation>
    </message>
    <message>
        <source>Too long: the model takes %1 tokens</source>
        <translation>Trop long&#xa0;: le modèle prend %1 tokens</translation>
    </message>
    <message>
        <source>The delta that columns by rule attach for this input; right-click to change it</source>
        <translation>Le delta que les colonnes par règle branchent pour cette entrée&#xa0;; clic droit pour le changer</translation>
    </message>
</context>
<context>
    <name>deltascope::views::InputsPanel</name>
    <message>
        <source>New input</source>
        <translation>Nouvelle entrée</translation>
    </message>
    <message>
        <source>Test inputs</source>
        <translation>Entrées d’essai</translation>
    </message>
    <message>
        <source>TEST INPUTS</source>
        <translation>ENTRÉES D’ESSAI</translation>
    </message>
    <message>
        <source>Type a sentence, paste lines or drop a file.
Return: next, Shift+Return: new line</source>
        <translation>Saisir, coller des lignes ou déposer un fichier.
Retour&#x202f;: suivante, Maj+Retour&#x202f;: à la ligne</translation>
    </message>
    <message>
        <source>rule: none</source>
        <translation>règle&#xa0;: aucune</translation>
    </message>
    <message>
        <source>rule: %1</source>
        <translation>règle&#xa0;: %1</translation>
    </message>
    <message>
        <source>rule: %1 → %2</source>
        <translation>règle&#xa0;: %1 → %2</translation>
    </message>
    <message>
        <source>The delta named after its language</source>
        <translation>Le delta qui porte le nom de sa langue</translation>
    </message>
    <message>
        <source>None</source>
        <translation>Aucun</translation>
    </message>
    <message>
        <source>As the rules say</source>
        <translation>Selon les règles</translation>
    </message>
    <message>
        <source>Rules…</source>
        <translation>Règles…</translation>
    </message>
</context>
<context>
    <name>deltascope::views::InspectorPanel</name>
    <message>
        <source>Select a module in the tree: its parameters, the deltas that sit there and their spectrum stand here.</source>
        <translation>Choisir un module dans l’arbre&#xa0;: ses paramètres, les deltas qui s’y trouvent et leur spectre apparaissent ici.</translation>
    </message>
    <message>
        <source>Inspector</source>
        <translation>Inspecteur</translation>
    </message>
    <message>
        <source>INSPECTOR</source>
        <translation>INSPECTEUR</translation>
    </message>
    <message>
        <source>TAPS, IN ORDER</source>
        <translation>PRISES, DANS L’ORDRE</translation>
    </message>
    <message>
        <source>root</source>
        <translation>racine</translation>
    </message>
    <message>
        <source>%1 each, %2 modules</source>
        <translation>%1 chacun, %2 modules</translation>
    </message>
    <message>
        <source>no parameters of its own</source>
        <translation>pas de paramètres propres</translation>
    </message>
    <message>
        <source>computing…</source>
        <translation>calcul…</translation>
    </message>
</context>
<context>
    <name>deltascope::views::KeyField</name>
    <message>
        <source>needs a number, such as %1</source>
        <translation>attend un nombre, par exemple %1</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is no number</source>
        <translation>«&#xa0;%1&#xa0;» n’est pas un nombre</translation>
    </message>
    <message>
        <source>with 0 the delta does nothing</source>
        <translation>avec 0, le delta ne fait rien</translation>
    </message>
    <message>
        <source>needs a whole number from 1 on, not %1</source>
        <translation>attend un entier à partir de 1, pas %1</translation>
    </message>
    <message>
        <source>at most %1: more is larger than any backbone</source>
        <translation>au plus %1&#xa0;: davantage dépasse tout modèle de base</translation>
    </message>
</context>
<context>
    <name>deltascope::views::LabelBars</name>
    <message>
        <source>F1 by label</source>
        <translation>F1 par étiquette</translation>
    </message>
</context>
<context>
    <name>deltascope::views::LaneHead</name>
    <message>
        <source>Lane heads</source>
        <translation>En-têtes des voies</translation>
    </message>
    <message>
        <source>fold repeats</source>
        <translation>replier</translation>
    </message>
    <message>
        <source>Show equal siblings, such as layers, as one row</source>
        <translation>Afficher les éléments identiques, comme les couches, en une seule ligne</translation>
    </message>
    <message>
        <source>Fold repeats</source>
        <translation>Replier les répétitions</translation>
    </message>
    <message>
        <source>MODULES</source>
        <translation>MODULES</translation>
    </message>
    <message>
        <source>parameters</source>
        <translation>paramètres</translation>
    </message>
    <message>
        <source>Detach everywhere</source>
        <translation>Débrancher partout</translation>
    </message>
    <message>
        <source>Attach everywhere</source>
        <translation>Brancher partout</translation>
    </message>
    <message>
        <source>End solo</source>
        <translation>Quitter le solo</translation>
    </message>
    <message>
        <source>Solo</source>
        <translation>Solo</translation>
    </message>
    <message>
        <source>Go to its first module</source>
        <translation>Aller à son premier module</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Retirer</translation>
    </message>
    <message>
        <source>Click to switch it everywhere</source>
        <translation>Cliquer pour le basculer partout</translation>
    </message>
    <message>
        <source>heat</source>
        <translation>chaleur</translation>
    </message>
    <message>
        <source>Paler marks where a delta changes the weight less: |dW| / |W| against the largest of all</source>
        <translation>Marques plus pâles là où un delta change moins le poids : |dW| / |W| rapporté au plus grand de tous</translation>
    </message>
    <message>
        <source>Heat of changes</source>
        <translation>Chaleur des changements</translation>
    </message>
</context>
<context>
    <name>deltascope::views::LinesDelegate</name>
    <message>
        <source>type what is right</source>
        <translation>saisir la bonne réponse</translation>
    </message>
    <message>
        <source>What is right for this input</source>
        <translation>La bonne réponse pour cette entrée</translation>
    </message>
</context>
<context>
    <name>deltascope::views::LinesList</name>
    <message>
        <source>Lines that flip</source>
        <translation>Lignes qui basculent</translation>
    </message>
    <message>
        <source>flipped %1</source>
        <translation>basculées %1</translation>
    </message>
    <message>
        <source>▲ better %1</source>
        <translation>▲ mieux %1</translation>
    </message>
    <message>
        <source>▼ worse %1</source>
        <translation>▼ moins bien %1</translation>
    </message>
    <message>
        <source>wrong otherwise %1</source>
        <translation>autre erreur %1</translation>
    </message>
    <message>
        <source>every line %1</source>
        <translation>toutes les lignes %1</translation>
    </message>
    <message>
        <source>%1 as %2: %3</source>
        <translation>%1 pris pour %2&#xa0;: %3</translation>
    </message>
    <message>
        <source>LINES THAT FLIP</source>
        <translation>LIGNES QUI BASCULENT</translation>
    </message>
    <message>
        <source>LINES THAT CHANGE</source>
        <translation>LIGNES QUI CHANGENT</translation>
    </message>
    <message>
        <source>%1 → %2</source>
        <translation>%1 → %2</translation>
    </message>
    <message>
        <source>failed %1</source>
        <translation>en échec %1</translation>
    </message>
</context>
<context>
    <name>deltascope::views::MergeDialog</name>
    <message>
        <source>Measuring what merging changes…</source>
        <translation>Mesure de ce que change la fusion…</translation>
    </message>
    <message>
        <source>LARGEST ROUNDING ERROR OF EACH MODULE</source>
        <translation>PLUS GRANDE ERREUR D’ARRONDI DE CHAQUE MODULE</translation>
    </message>
    <message>
        <source>Choose…</source>
        <translation>Choisir…</translation>
    </message>
    <message>
        <source>Merge</source>
        <translation>Fusionner</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Annuler</translation>
    </message>
    <message>
        <source>Merge into a checkpoint</source>
        <translation>Fusionner en un checkpoint</translation>
    </message>
    <message>
        <source>%1, folded into the weights of a new checkpoint</source>
        <translation>%1, intégré aux poids d’un nouveau checkpoint</translation>
    </message>
    <message>
        <source>Not measured: another model is open now.</source>
        <translation>Pas mesuré&#xa0;: un autre modèle est maintenant ouvert.</translation>
    </message>
    <message>
        <source>Modules whose weights change</source>
        <translation>Modules dont les poids changent</translation>
    </message>
    <message>
        <source>a new or empty folder</source>
        <translation>un dossier nouveau ou vide</translation>
    </message>
    <message>
        <source>Folder of the merged checkpoint</source>
        <translation>Dossier du checkpoint fusionné</translation>
    </message>
    <message>
        <source>A new or empty folder for the merged checkpoint</source>
        <translation>Un dossier nouveau ou vide pour le checkpoint fusionné</translation>
    </message>
    <message>
        <source>the built-in inputs</source>
        <translation>les entrées intégrées</translation>
    </message>
    <message>
        <source>%1 test input</source>
        <translation>%1 entrée d’essai</translation>
    </message>
    <message>
        <source>%1 test inputs</source>
        <translation>%1 entrées d’essai</translation>
    </message>
    <message>
        <source>Largest difference of an output on %1, merged or attached: %2. %3</source>
        <translation>Plus grand écart d’une sortie sur %1, fusionné ou branché&#xa0;: %2. %3</translation>
    </message>
    <message>
        <source>none</source>
        <translation>aucun</translation>
    </message>
    <message>
        <source>%1 module changes.</source>
        <translation>%1 module change.</translation>
    </message>
    <message>
        <source>%1 modules change.</source>
        <translation>%1 modules changent.</translation>
    </message>
    <message>
        <source>exact</source>
        <translation>exact</translation>
    </message>
</context>
<context>
    <name>deltascope::views::ModulesPanel</name>
    <message>
        <source>Laying out %1 modules…</source>
        <translation>Mise en place de %1 modules…</translation>
    </message>
    <message>
        <source>No model is open. Open one at the top, or drop a model folder on the window.</source>
        <translation>Aucun modèle n’est ouvert. En ouvrir un en haut, ou déposer un dossier de modèle dans la fenêtre.</translation>
    </message>
</context>
<context>
    <name>deltascope::views::PatchBay</name>
    <message>
        <source>Modules</source>
        <translation>Modules</translation>
    </message>
    <message>
        <source>Lanes of deltas</source>
        <translation>Voies des deltas</translation>
    </message>
    <message>
        <source>Deltas %1 to %2 of %3</source>
        <translation>Deltas %1 à %2 sur %3</translation>
    </message>
    <message>
        <source>Detach %1 here</source>
        <translation>Débrancher %1 ici</translation>
    </message>
    <message>
        <source>Attach %1 here</source>
        <translation>Brancher %1 ici</translation>
    </message>
    <message>
        <source>Show every member of this repeat</source>
        <translation>Afficher chaque élément de cette répétition</translation>
    </message>
    <message>
        <source>Fold repeats again</source>
        <translation>Replier à nouveau les répétitions</translation>
    </message>
    <message>
        <source>Open all below</source>
        <translation>Tout déplier en dessous</translation>
    </message>
    <message>
        <source>Copy name</source>
        <translation>Copier le nom</translation>
    </message>
    <message>
        <source>Copy this and what is below as text</source>
        <translation>Copier ceci et ce qui suit en dessous comme texte</translation>
    </message>
    <message>
        <source>and more
</source>
        <translation>et d’autres
</translation>
    </message>
</context>
<context>
    <name>deltascope::views::PathDialog</name>
    <message>
        <source>Save here</source>
        <translation>Enregistrer ici</translation>
    </message>
</context>
<context>
    <name>deltascope::views::PictureButton</name>
    <message>
        <source>Choose pictures…</source>
        <translation>Choisir des images…</translation>
    </message>
    <message>
        <source>Or drop pictures here, or paste them</source>
        <translation>Ou déposer des images ici, ou les coller</translation>
    </message>
    <message>
        <source>Pictures (%1);;All files (*)</source>
        <translation>Images (%1);;Tous les fichiers (*)</translation>
    </message>
    <message>
        <source>Pictures as inputs</source>
        <translation>Images comme entrées</translation>
    </message>
</context>
<context>
    <name>deltascope::views::PlotPanel</name>
    <message>
        <source>On which inputs the plot and the meters of the deltas are measured</source>
        <translation>Sur quelles entrées sont mesurés le tracé et les indicateurs des deltas</translation>
    </message>
    <message>
        <source>WHERE OUTPUTS PART FROM THE BACKBONE</source>
        <translation>OÙ LES SORTIES S’ÉCARTENT DU MODÈLE DE BASE</translation>
    </message>
    <message>
        <source>open a model first</source>
        <translation>ouvrir d’abord un modèle</translation>
    </message>
    <message>
        <source>this model opens as a tree only</source>
        <translation>ce modèle s’ouvre seulement en arbre</translation>
    </message>
    <message>
        <source>choose a picture to see where the columns act</source>
        <translation>choisir une image pour voir où agissent les colonnes</translation>
    </message>
    <message>
        <source>type a sentence to see where the columns act</source>
        <translation>saisir une phrase pour voir où agissent les colonnes</translation>
    </message>
    <message>
        <source>attach a delta or add a column to see where it acts</source>
        <translation>brancher un delta ou ajouter une colonne pour voir où cela agit</translation>
    </message>
    <message>
        <source>measuring…</source>
        <translation>mesure…</translation>
    </message>
    <message>
        <source>|y − y₀| / |y₀|, no difference anywhere</source>
        <translation>|y − y₀| / |y₀|, aucune différence nulle part</translation>
    </message>
    <message>
        <source>|y − y₀| / |y₀|, first difference at %1</source>
        <translation>|y − y₀| / |y₀|, première différence à %1</translation>
    </message>
    <message>
        <source>on input %1 alone</source>
        <translation>sur la seule entrée %1</translation>
    </message>
    <message>
        <source>on the input</source>
        <translation>sur l’entrée</translation>
    </message>
    <message>
        <source>on all %1 inputs together</source>
        <translation>sur les %1 entrées ensemble</translation>
    </message>
    <message>
        <source>%1, relative change of each module&apos;s output %2</source>
        <translation>%1, variation relative de la sortie de chaque module %2</translation>
    </message>
    <message>
        <source>All inputs together</source>
        <translation>Toutes les entrées ensemble</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1&#xa0;: %2</translation>
    </message>
    <message>
        <source>on %1 of %2 inputs together, the others could not run</source>
        <translation>sur %1 des %2 entrées ensemble, les autres n’ont pas pu être calculées</translation>
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
        <translation>Préréglage %1&#xa0;: %2</translation>
    </message>
    <message>
        <source>Attach %1%2</source>
        <translation>Brancher %1%2</translation>
    </message>
    <message>
        <source>attached</source>
        <translation>branché</translation>
    </message>
</context>
<context>
    <name>deltascope::views::PresetRow</name>
    <message>
        <source>Presets</source>
        <translation>Préréglages</translation>
    </message>
    <message>
        <source>Keep what is attached now as a preset: Ctrl and its number bring it back</source>
        <translation>Garder ce qui est branché comme préréglage&#xa0;: Ctrl et son numéro le rappellent</translation>
    </message>
    <message>
        <source>Keep as a preset</source>
        <translation>Garder comme préréglage</translation>
    </message>
    <message>
        <source>Name of the preset</source>
        <translation>Nom du préréglage</translation>
    </message>
    <message>
        <source>Set to what is attached now</source>
        <translation>Remplacer par ce qui est branché</translation>
    </message>
    <message>
        <source>Rename</source>
        <translation>Renommer</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Retirer</translation>
    </message>
    <message>
        <source>Attach</source>
        <translation>Brancher</translation>
    </message>
</context>
<context>
    <name>deltascope::views::RackPanel</name>
    <message>
        <source>Colour and mark</source>
        <translation>Couleur et marque</translation>
    </message>
    <message>
        <source>Colour %1</source>
        <translation>Couleur %1</translation>
    </message>
    <message>
        <source>Group</source>
        <translation>Groupe</translation>
    </message>
    <message>
        <source>None</source>
        <translation>Aucun</translation>
    </message>
    <message>
        <source>New group</source>
        <translation>Nouveau groupe</translation>
    </message>
    <message>
        <source>Group %1</source>
        <translation>Groupe %1</translation>
    </message>
    <message>
        <source>dissolve %1</source>
        <translation>dissoudre %1</translation>
    </message>
    <message>
        <source>rename %1</source>
        <translation>renommer %1</translation>
    </message>
    <message>
        <source>Mute (detach all)</source>
        <translation>Couper (tout débrancher)</translation>
    </message>
    <message>
        <source>Rename</source>
        <translation>Renommer</translation>
    </message>
    <message>
        <source>Dissolve</source>
        <translation>Dissoudre</translation>
    </message>
    <message>
        <source>No delta yet. Load a saved one, make a fresh one, or drop a delta folder on the window.</source>
        <translation>Pas encore de delta. En charger un enregistré, en créer un neuf, ou déposer un dossier de delta dans la fenêtre.</translation>
    </message>
    <message>
        <source>+  Add delta…</source>
        <translation>+  Ajouter un delta…</translation>
    </message>
    <message>
        <source>Shelf</source>
        <translation>Étagère</translation>
    </message>
    <message>
        <source>Deltas</source>
        <translation>Deltas</translation>
    </message>
    <message>
        <source>DELTAS</source>
        <translation>DELTAS</translation>
    </message>
    <message>
        <source>M</source>
        <translation>M</translation>
    </message>
    <message>
        <source>Mute all</source>
        <translation>Tout couper</translation>
    </message>
    <message>
        <source>Add delta</source>
        <translation>Ajouter un delta</translation>
    </message>
    <message>
        <source>Every delta below a folder (Ctrl+L)</source>
        <translation>Tous les deltas d’un dossier (Ctrl+L)</translation>
    </message>
    <message>
        <source>Attach again what was muted</source>
        <translation>Rebrancher ce qui a été coupé</translation>
    </message>
    <message>
        <source>Mute all: detach every delta</source>
        <translation>Tout couper&#xa0;: débrancher tous les deltas</translation>
    </message>
    <message>
        <source>solo: 1 of %1 heard</source>
        <translation>solo&#xa0;: 1 sur %1 écouté</translation>
    </message>
    <message>
        <source>%1 of %2 attached</source>
        <translation>%1 branchés sur %2</translation>
    </message>
    <message>
        <source>%1 at strength %2…</source>
        <translation>%1 à l’intensité %2…</translation>
    </message>
    <message>
        <source>Save delta</source>
        <translation>Enregistrer le delta</translation>
    </message>
    <message>
        <source>Convert to OpenDelta</source>
        <translation>Convertir vers OpenDelta</translation>
    </message>
    <message>
        <source>Convert to PEFT</source>
        <translation>Convertir vers PEFT</translation>
    </message>
    <message>
        <source>Truncate…</source>
        <translation>Tronquer…</translation>
    </message>
    <message>
        <source>Keep only the strongest directions of its update</source>
        <translation>Ne garder que les directions les plus fortes de sa mise à jour</translation>
    </message>
    <message>
        <source>Solo off</source>
        <translation>Quitter le solo</translation>
    </message>
    <message>
        <source>Solo</source>
        <translation>Solo</translation>
    </message>
    <message>
        <source>Mute (detach)</source>
        <translation>Couper (débrancher)</translation>
    </message>
    <message>
        <source>Attach</source>
        <translation>Brancher</translation>
    </message>
    <message>
        <source>Reveal its sites</source>
        <translation>Montrer ses sites</translation>
    </message>
    <message>
        <source>Duplicate</source>
        <translation>Dupliquer</translation>
    </message>
    <message>
        <source>Copy path</source>
        <translation>Copier le chemin</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Retirer</translation>
    </message>
    <message>
        <source>unmute all</source>
        <translation>tout rétablir</translation>
    </message>
    <message>
        <source>%1 of %2 attached, %3 half</source>
        <translation>%1/%2 branchés, %3 en partie</translation>
    </message>
</context>
<context>
    <name>deltascope::views::ResponsiblePanel</name>
    <message>
        <source>all sites</source>
        <translation>tous les sites</translation>
    </message>
    <message>
        <source>these alone</source>
        <translation>ceux-ci seuls</translation>
    </message>
    <message>
        <source>enough</source>
        <translation>suffisants</translation>
    </message>
    <message>
        <source>all but these</source>
        <translation>tous sauf ceux-ci</translation>
    </message>
    <message>
        <source>others do it too</source>
        <translation>d’autres suffisent aussi</translation>
    </message>
    <message>
        <source>and needed</source>
        <translation>et nécessaires</translation>
    </message>
    <message>
        <source>none</source>
        <translation>aucun</translation>
    </message>
    <message>
        <source>The input whose answer is to be explained</source>
        <translation>L’entrée dont la réponse est à expliquer</translation>
    </message>
    <message>
        <source>The column that answers otherwise</source>
        <translation>La colonne qui répond autrement</translation>
    </message>
    <message>
        <source>The column whose answer is to be explained</source>
        <translation>La colonne dont la réponse est à expliquer</translation>
    </message>
    <message>
        <source>Save…</source>
        <translation>Enregistrer…</translation>
    </message>
    <message>
        <source>Copy or save the runs and their picture</source>
        <translation>Copier ou enregistrer les essais et leur image</translation>
    </message>
    <message>
        <source>Progress of the search</source>
        <translation>Progression de la recherche</translation>
    </message>
    <message>
        <source>What was tried by now stays</source>
        <translation>Les essais déjà faits restent</translation>
    </message>
    <message>
        <source>from</source>
        <translation>de</translation>
    </message>
    <message>
        <source>to</source>
        <translation>à</translation>
    </message>
    <message>
        <source>THE SEARCH: EACH RUN, A SQUARE A SITE, FILLED WHERE ATTACHED</source>
        <translation>LA RECHERCHE&#xa0;: CHAQUE ESSAI, UN CARRÉ PAR SITE, PLEIN SI BRANCHÉ</translation>
    </message>
    <message>
        <source>Sites that are enough</source>
        <translation>Sites suffisants</translation>
    </message>
    <message>
        <source>Attaches the deltas at these sites, and nowhere else</source>
        <translation>Branche les deltas sur ces sites, et nulle part ailleurs</translation>
    </message>
    <message>
        <source>ENOUGH</source>
        <translation>SUFFISANTS</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Arrêter</translation>
    </message>
    <message>
        <source>Attach only these</source>
        <translation>Ne brancher que ceux-ci</translation>
    </message>
    <message>
        <source>Which layers are responsible?</source>
        <translation>Quelles couches sont responsables&#xa0;?</translation>
    </message>
    <message>
        <source>Search again</source>
        <translation>Relancer la recherche</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>Chercher</translation>
    </message>
    <message>
        <source>%1 run</source>
        <translation>%1 essai</translation>
    </message>
    <message>
        <source>%1 runs</source>
        <translation>%1 essais</translation>
    </message>
    <message>
        <source>This is of what was set when it was searched; something is otherwise now.</source>
        <translation>Ceci vaut pour les réglages au moment de la recherche&#xa0;; quelque chose a changé depuis.</translation>
    </message>
    <message>
        <source>choose…</source>
        <translation>choisir…</translation>
    </message>
    <message>
        <source>Input %1  “%2”</source>
        <translation>Entrée %1  «&#xa0;%2&#xa0;»</translation>
    </message>
    <message>
        <source>no input</source>
        <translation>pas d’entrée</translation>
    </message>
    <message>
        <source>from %1</source>
        <translation>de %1</translation>
    </message>
    <message>
        <source>to %1</source>
        <translation>à %1</translation>
    </message>
    <message>
        <source>Open a model first.</source>
        <translation>Ouvrir d’abord un modèle.</translation>
    </message>
    <message>
        <source>This model opens as a tree only: there is no answer to explain.</source>
        <translation>Ce modèle s’ouvre seulement en arbre&#xa0;: il n’y a pas de réponse à expliquer.</translation>
    </message>
    <message>
        <source>Add a delta: then its answer can be traced to the layers it comes from.</source>
        <translation>Ajouter un delta&#xa0;: sa réponse peut alors être rattachée aux couches d’où elle vient.</translation>
    </message>
    <message>
        <source>Type an input under Try, and keep two columns that answer it.</source>
        <translation>Saisir une entrée dans «&#xa0;Essayer&#xa0;», et garder deux colonnes qui y répondent.</translation>
    </message>
    <message>
        <source>Search switches sites off, by halves and at last one by one, until the fewest are left that still give the answer of %1 in place of that of %2.</source>
        <translation>La recherche débranche des sites, par moitiés puis un à un, jusqu’à ce qu’il n’en reste que le minimum donnant encore la réponse de %1 au lieu de celle de %2.</translation>
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
        <translation>référence</translation>
    </message>
</context>
<context>
    <name>deltascope::views::ResultsMenu</name>
    <message>
        <source>%1 could not be written: %2</source>
        <translation>Impossible d’écrire %1&#xa0;: %2</translation>
    </message>
    <message>
        <source>Table (*.csv)</source>
        <translation>Tableau (*.csv)</translation>
    </message>
    <message>
        <source>JSON (*.json)</source>
        <translation>JSON (*.json)</translation>
    </message>
    <message>
        <source>Picture (*.png)</source>
        <translation>Image (*.png)</translation>
    </message>
    <message>
        <source>Save the results</source>
        <translation>Enregistrer les résultats</translation>
    </message>
    <message>
        <source>Save the tokens</source>
        <translation>Enregistrer les tokens</translation>
    </message>
    <message>
        <source>Copy cell	Ctrl+C</source>
        <translation>Copier la cellule	Ctrl+C</translation>
    </message>
    <message>
        <source>Copy table	Ctrl+Shift+C</source>
        <translation>Copier le tableau	Ctrl+Shift+C</translation>
    </message>
    <message>
        <source>Save as CSV…</source>
        <translation>Enregistrer en CSV…</translation>
    </message>
    <message>
        <source>Save as JSON…</source>
        <translation>Enregistrer en JSON…</translation>
    </message>
    <message>
        <source>Save as picture…</source>
        <translation>Enregistrer comme image…</translation>
    </message>
    <message>
        <source>Copy the tokens</source>
        <translation>Copier les tokens</translation>
    </message>
    <message>
        <source>Save the tokens as CSV…</source>
        <translation>Enregistrer les tokens en CSV…</translation>
    </message>
</context>
<context>
    <name>deltascope::views::ResultsTable</name>
    <message>
        <source>Results by configuration</source>
        <translation>Résultats par configuration</translation>
    </message>
</context>
<context>
    <name>deltascope::views::RuleChoice</name>
    <message>
        <source>Configuration: %1</source>
        <translation>Configuration : %1</translation>
    </message>
    <message>
        <source>The configuration that these inputs get</source>
        <translation>La configuration que reçoivent ces entrées</translation>
    </message>
    <message>
        <source>Backbone</source>
        <translation>Modèle de base</translation>
    </message>
    <message>
        <source>Several, or another strength</source>
        <translation>Plusieurs, ou une autre force</translation>
    </message>
</context>
<context>
    <name>deltascope::views::RuleRow</name>
    <message>
        <source>Earlier</source>
        <translation>Plus tôt</translation>
    </message>
    <message>
        <source>Later</source>
        <translation>Plus tard</translation>
    </message>
    <message>
        <source>Remove this rule</source>
        <translation>Retirer cette règle</translation>
    </message>
    <message>
        <source>language is</source>
        <translation>la langue est</translation>
    </message>
    <message>
        <source>begins with</source>
        <translation>commence par</translation>
    </message>
    <message>
        <source>matches</source>
        <translation>correspond à</translation>
    </message>
    <message>
        <source>all others</source>
        <translation>toutes les autres</translation>
    </message>
    <message>
        <source>Which inputs</source>
        <translation>Quelles entrées</translation>
    </message>
    <message>
        <source>How the rule tells the inputs that it takes</source>
        <translation>À quoi la règle reconnaît les entrées qu’elle prend</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>Langue</translation>
    </message>
    <message>
        <source>Told by a text&apos;s script and its commonest words</source>
        <translation>Reconnue à l’écriture du texte et à ses mots les plus courants</translation>
    </message>
    <message>
        <source>Earlier: the first rule that holds counts (Alt+Up)</source>
        <translation>Plus tôt : la première règle qui s’applique compte (Alt+Haut)</translation>
    </message>
    <message>
        <source>Later: the first rule that holds counts (Alt+Down)</source>
        <translation>Plus tard : la première règle qui s’applique compte (Alt+Bas)</translation>
    </message>
    <message>
        <source>Rule: %1 → %2</source>
        <translation>Règle : %1 → %2</translation>
    </message>
    <message>
        <source>Regular expression</source>
        <translation>Expression régulière</translation>
    </message>
    <message>
        <source>How the text begins</source>
        <translation>Début du texte</translation>
    </message>
    <message>
        <source>Taken is every text in which it is found</source>
        <translation>Est pris tout texte où elle se trouve</translation>
    </message>
    <message>
        <source>Blanks count</source>
        <translation>Les espaces comptent</translation>
    </message>
    <message>
        <source>%1 is not in the rack any more: add it again or choose another</source>
        <translation>%1 n’est plus dans le rack : le rajouter ou choisir autre chose</translation>
    </message>
    <message>
        <source>takes nothing until it is said which texts</source>
        <translation>ne prend rien tant qu’il n’est pas dit quels textes</translation>
    </message>
    <message>
        <source>This expression takes too long on the inputs; write a simpler one</source>
        <translation>Cette expression prend trop de temps sur les entrées ; en écrire une plus simple</translation>
    </message>
    <message>
        <source>such as ^\d+ or (?i)refund</source>
        <translation>p. ex. ^\d+ ou (?i)facture</translation>
    </message>
    <message>
        <source>such as Q:</source>
        <translation>p. ex. Q:</translation>
    </message>
    <message>
        <source>takes %1 of %2 inputs</source>
        <translation>prend %1 entrées sur %2</translation>
    </message>
    <message>
        <source>Until then this counts: %1</source>
        <translation>D’ici là, ceci compte : %1</translation>
    </message>
    <message>
        <source>This is no regular expression yet: look for a bracket that is not closed, or a sign that needs a \ before it.</source>
        <translation>Ce n’est pas encore une expression régulière : chercher une parenthèse non fermée, ou un signe qui demande un \ devant lui.</translation>
    </message>
</context>
<context>
    <name>deltascope::views::RulesPanel</name>
    <message>
        <source>+  Rule</source>
        <translation>+  Règle</translation>
    </message>
    <message>
        <source>Write them as rules</source>
        <translation>Les écrire comme règles</translation>
    </message>
    <message>
        <source>Rules</source>
        <translation>Règles</translation>
    </message>
    <message>
        <source>for columns by rule; the first that holds counts</source>
        <translation>pour les colonnes par règle ; la première qui s’applique compte</translation>
    </message>
    <message>
        <source>A rule for inputs that begin alike, match an expression or are in a language</source>
        <translation>Une règle pour les entrées qui commencent de même, correspondent à une expression ou sont dans une langue</translation>
    </message>
    <message>
        <source>Add a rule</source>
        <translation>Ajouter une règle</translation>
    </message>
    <message>
        <source>A rule for each delta that is named after a language, to be changed</source>
        <translation>Une règle pour chaque delta qui porte le nom d’une langue, à modifier ensuite</translation>
    </message>
    <message>
        <source>There are no rules: an input goes to the delta that is named after its language (en, zh, french, …), any other to the backbone. What an input chooses itself always counts.</source>
        <translation>Il n’y a pas de règle : une entrée va au delta qui porte le nom de sa langue (en, zh, french, …), toute autre au modèle de base. Ce qu’une entrée choisit elle-même compte toujours.</translation>
    </message>
    <message>
        <source>1 input is taken by no rule: the backbone answers it.</source>
        <translation>1 entrée n’est prise par aucune règle : le modèle de base y répond.</translation>
    </message>
    <message>
        <source>%1 inputs are taken by no rule: the backbone answers them.</source>
        <translation>%1 entrées ne sont prises par aucune règle : le modèle de base y répond.</translation>
    </message>
    <message>
        <source>1 input has a choice of its own.</source>
        <translation>1 entrée a son propre choix.</translation>
    </message>
    <message>
        <source>%1 inputs have a choice of their own.</source>
        <translation>%1 entrées ont leur propre choix.</translation>
    </message>
    <message>
        <source>Every input is taken by a rule.</source>
        <translation>Chaque entrée suit une règle.</translation>
    </message>
</context>
<context>
    <name>deltascope::views::RunProgress</name>
    <message>
        <source>State of the run</source>
        <translation>État de l’exécution</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Arrêter</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>Continuer</translation>
    </message>
    <message>
        <source>Stop the run</source>
        <translation>Arrêter l’exécution</translation>
    </message>
    <message>
        <source>Go on with the run</source>
        <translation>Continuer l’exécution</translation>
    </message>
    <message>
        <source>Time of the last run, all its inputs and columns together</source>
        <translation>Durée de la dernière exécution, toutes entrées et colonnes ensemble</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 sur %2</translation>
    </message>
    <message>
        <source>Cells that are computed, of those that the run is about</source>
        <translation>Cellules calculées, sur celles que concerne l’exécution</translation>
    </message>
    <message>
        <source>stopped</source>
        <translation>arrêté</translation>
    </message>
    <message>
        <source>What had come stays; the rest is computed when you go on, or change something.</source>
        <translation>Ce qui est arrivé reste&#xa0;; le reste est calculé en continuant, ou après un changement.</translation>
    </message>
</context>
<context>
    <name>deltascope::views::SavedForm</name>
    <message>
        <source>From folder…</source>
        <translation>Depuis un dossier…</translation>
    </message>
    <message>
        <source>What its files say</source>
        <translation>Ce que disent ses fichiers</translation>
    </message>
    <message>
        <source>Folder of the saved delta</source>
        <translation>Dossier du delta enregistré</translation>
    </message>
    <message>
        <source>Or drop the folder anywhere on the window.</source>
        <translation>Ou déposer le dossier n’importe où dans la fenêtre.</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>Dossier</translation>
    </message>
    <message>
        <source>Folder of a saved delta</source>
        <translation>Dossier d’un delta enregistré</translation>
    </message>
    <message>
        <source>folder of the delta</source>
        <translation>dossier du delta</translation>
    </message>
    <message>
        <source>As OpenDelta, PEFT or AdapterHub saved it</source>
        <translation>Tel qu’OpenDelta, PEFT ou AdapterHub l’a enregistré</translation>
    </message>
</context>
<context>
    <name>deltascope::views::ServedRack</name>
    <message>
        <source>Served by %1</source>
        <translation>Servi par %1</translation>
    </message>
    <message>
        <source>not loaded</source>
        <translation>pas chargé</translation>
    </message>
    <message>
        <source>there only</source>
        <translation>là-bas seulement</translation>
    </message>
    <message>
        <source>Add the column %1 @%2</source>
        <translation>Ajouter la colonne %1 @%2</translation>
    </message>
</context>
<context>
    <name>deltascope::views::ServerCard</name>
    <message>
        <source>median %1 ms</source>
        <translation>médiane %1 ms</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Réessayer</translation>
    </message>
    <message>
        <source>Server %1, %2</source>
        <translation>Serveur %1, %2</translation>
    </message>
    <message>
        <source>Forget %1</source>
        <translation>Oublier %1</translation>
    </message>
    <message>
        <source>ready</source>
        <translation>prêt</translation>
    </message>
    <message>
        <source>%1 tokens</source>
        <translation>%1 tokens</translation>
    </message>
    <message>
        <source>Unload</source>
        <translation>Décharger</translation>
    </message>
    <message>
        <source>Load</source>
        <translation>Charger</translation>
    </message>
    <message>
        <source>here only</source>
        <translation>ici seulement</translation>
    </message>
    <message>
        <source>there only</source>
        <translation>là-bas seulement</translation>
    </message>
    <message>
        <source>Save it first: a server reads files</source>
        <translation>Enregistrez-le d’abord : un serveur lit des fichiers</translation>
    </message>
    <message>
        <source>Paths there</source>
        <translation>Chemins là-bas</translation>
    </message>
    <message>
        <source>/here = /there</source>
        <translation>/ici = /là-bas</translation>
    </message>
    <message>
        <source>Where this server finds what stands here</source>
        <translation>Où ce serveur trouve ce qui est ici</translation>
    </message>
    <message>
        <source>A folder here and the same as the server sees it, such as /home/me/deltas=/models; empty where both see the same paths</source>
        <translation>Un dossier d’ici et le même tel que le serveur le voit, comme /home/me/deltas=/models&#xa0;; vide si les chemins sont les mêmes</translation>
    </message>
    <message>
        <source>Load a copy</source>
        <translation>Charger une copie</translation>
    </message>
    <message>
        <source>Writes one adapter that holds it into a new folder, and loads that</source>
        <translation>Écrit dans un nouveau dossier un adaptateur qui la contient, et le charge</translation>
    </message>
    <message>
        <source>needs a copy</source>
        <translation>demande une copie</translation>
    </message>
    <message>
        <source>, scale %1</source>
        <translation>, échelle %1</translation>
    </message>
</context>
<context>
    <name>deltascope::views::ServersPanel</name>
    <message>
        <source>Ask all servers again</source>
        <translation>Interroger de nouveau tous les serveurs</translation>
    </message>
    <message>
        <source>Close the servers</source>
        <translation>Fermer les serveurs</translation>
    </message>
    <message>
        <source>vLLM and llama.cpp, told by their answers. A key comes from DELTASCOPE_SERVER_KEY and is kept nowhere.</source>
        <translation>vLLM et llama.cpp, reconnus à leurs réponses. Une clé vient de DELTASCOPE_SERVER_KEY et n’est conservée nulle part.</translation>
    </message>
    <message>
        <source>Add server</source>
        <translation>Ajouter le serveur</translation>
    </message>
    <message>
        <source>Servers</source>
        <translation>Serveurs</translation>
    </message>
    <message>
        <source>Address of a server</source>
        <translation>Adresse d’un serveur</translation>
    </message>
    <message>
        <source>[NAME=]URL, such as gpu=http://127.0.0.1:8000</source>
        <translation>[NOM=]URL, par exemple gpu=http://127.0.0.1:8000</translation>
    </message>
    <message>
        <source>SERVERS</source>
        <translation>SERVEURS</translation>
    </message>
    <message>
        <source>A folder for copies of deltas, which %1 can read</source>
        <translation>Un dossier pour les copies de deltas, que %1 peut lire</translation>
    </message>
</context>
<context>
    <name>deltascope::views::ShelfDelegate</name>
    <message>
        <source>cannot be read</source>
        <translation>illisible</translation>
    </message>
    <message>
        <source>does not fit</source>
        <translation>incompatible</translation>
    </message>
    <message>
        <source>same content as %1</source>
        <translation>même contenu que %1</translation>
    </message>
    <message>
        <source>fits, %1</source>
        <translation>compatible, %1</translation>
    </message>
    <message>
        <source>fits</source>
        <translation>compatible</translation>
    </message>
</context>
<context>
    <name>deltascope::views::ShelfPanel</name>
    <message>
        <source>Choose the folder of the shelf</source>
        <translation>Choisir le dossier de l’étagère</translation>
    </message>
    <message>
        <source>Look through the folder again (F5)</source>
        <translation>Parcourir à nouveau le dossier (F5)</translation>
    </message>
    <message>
        <source>Close the shelf</source>
        <translation>Fermer l’étagère</translation>
    </message>
    <message>
        <source>Choose a folder…</source>
        <translation>Choisir un dossier…</translation>
    </message>
    <message>
        <source>Add</source>
        <translation>Ajouter</translation>
    </message>
    <message>
        <source>Shelf</source>
        <translation>Étagère</translation>
    </message>
    <message>
        <source>Find: lora, bart, fits</source>
        <translation>Chercher&#xa0;: lora, bart, fits</translation>
    </message>
    <message>
        <source>Find on the shelf</source>
        <translation>Chercher sur l’étagère</translation>
    </message>
    <message>
        <source>Words of the name, kind, library, target or backbone; also fits, differs, broken, duplicate</source>
        <translation>Mots du nom, du type, de la bibliothèque, de la cible ou du modèle de base&#xa0;; aussi fits (compatible), differs (incompatible), broken (illisible), duplicate (doublon)</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Nom</translation>
    </message>
    <message>
        <source>Fits first</source>
        <translation>Compatibles d’abord</translation>
    </message>
    <message>
        <source>Largest</source>
        <translation>Plus grands</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>Type</translation>
    </message>
    <message>
        <source>Backbone</source>
        <translation>Modèle de base</translation>
    </message>
    <message>
        <source>Order of the shelf</source>
        <translation>Ordre de l’étagère</translation>
    </message>
    <message>
        <source>Deltas on the shelf</source>
        <translation>Deltas sur l’étagère</translation>
    </message>
    <message>
        <source>SHELF</source>
        <translation>ÉTAGÈRE</translation>
    </message>
    <message>
        <source>The folder of the shelf</source>
        <translation>Le dossier de l’étagère</translation>
    </message>
    <message>
        <source>Point the shelf at a folder: every delta below it is listed here, with what it is and whether it fits the open model. Drag one onto the tree to add it.</source>
        <translation>Désigner un dossier à l’étagère&#xa0;: tous les deltas qu’il contient sont listés ici, avec ce qu’ils sont et s’ils sont compatibles avec le modèle ouvert. En glisser un sur l’arbre pour l’ajouter.</translation>
    </message>
    <message>
        <source>Looking…</source>
        <translation>Parcours…</translation>
    </message>
    <message>
        <source>No delta is below this folder (OpenDelta, PEFT or AdapterHub).</source>
        <translation>Aucun delta dans ce dossier (OpenDelta, PEFT ou AdapterHub).</translation>
    </message>
    <message>
        <source>No delta here holds all of these words.</source>
        <translation>Aucun delta ici ne contient tous ces mots.</translation>
    </message>
    <message>
        <source>%1 delta</source>
        <translation>%1 delta</translation>
    </message>
    <message>
        <source>%1 deltas</source>
        <translation>%1 deltas</translation>
    </message>
    <message>
        <source>%1 fits</source>
        <translation>%1 compatible</translation>
    </message>
    <message>
        <source>%1 fit</source>
        <translation>%1 compatibles</translation>
    </message>
    <message>
        <source>%1 duplicate</source>
        <translation>%1 doublon</translation>
    </message>
    <message>
        <source>%1 duplicates</source>
        <translation>%1 doublons</translation>
    </message>
    <message>
        <source>%1 broken</source>
        <translation>%1 illisibles</translation>
    </message>
    <message>
        <source>%1, looking…</source>
        <translation>%1, parcours…</translation>
    </message>
    <message>
        <source>%1 in %2</source>
        <translation>%1 en %2</translation>
    </message>
    <message>
        <source>%1 folder</source>
        <translation>%1 dossier</translation>
    </message>
    <message>
        <source>%1 folders</source>
        <translation>%1 dossiers</translation>
    </message>
</context>
<context>
    <name>deltascope::views::SimilarityMap</name>
    <message>
        <source>Similarity of deltas: pairs by module</source>
        <translation>Similarité des deltas&#xa0;: paires par module</translation>
    </message>
</context>
<context>
    <name>deltascope::views::SimilarityPanel</name>
    <message>
        <source>Similarity of deltas</source>
        <translation>Similarité des deltas</translation>
    </message>
    <message>
        <source>Save…</source>
        <translation>Enregistrer…</translation>
    </message>
    <message>
        <source>Copy or save the numbers and their picture</source>
        <translation>Copier ou enregistrer les nombres et leur image</translation>
    </message>
    <message>
        <source>Comparing deltas</source>
        <translation>Comparaison des deltas</translation>
    </message>
    <message>
        <source>Point at a square: which module, which angle.</source>
        <translation>Désigner un carré&#xa0;: quel module, quel angle.</translation>
    </message>
    <message>
        <source>%1 over %2</source>
        <translation>%1 sur %2</translation>
    </message>
    <message>
        <source>%1 pair</source>
        <translation>%1 paire</translation>
    </message>
    <message>
        <source>%1 pairs</source>
        <translation>%1 paires</translation>
    </message>
    <message>
        <source>%1 module</source>
        <translation>%1 module</translation>
    </message>
    <message>
        <source>%1 modules</source>
        <translation>%1 modules</translation>
    </message>
    <message>
        <source>Nothing to compare: one delta of every pair changes nothing yet.</source>
        <translation>Rien à comparer&#xa0;: dans chaque paire, un delta ne change encore rien.</translation>
    </message>
    <message>
        <source>%1 pull against one another (%2).</source>
        <translation>%1 tirent en sens contraire (%2).</translation>
    </message>
    <message>
        <source>%1 go the same way (%2).</source>
        <translation>%1 vont dans le même sens (%2).</translation>
    </message>
    <message>
        <source>No two deltas have much to do with one another (%1 to %2).</source>
        <translation>Aucune paire de deltas n’a grand-chose en commun (%1 à %2).</translation>
    </message>
    <message>
        <source>Open a model first.</source>
        <translation>Ouvrir d’abord un modèle.</translation>
    </message>
    <message>
        <source>Add two deltas that change weights: how alike they change each module stands here.</source>
        <translation>Ajouter deux deltas qui modifient des poids&#xa0;: la ressemblance de leurs modifications, module par module, apparaît ici.</translation>
    </message>
    <message>
        <source>Fewer than two of the deltas change weights.</source>
        <translation>Moins de deux des deltas modifient des poids.</translation>
    </message>
    <message>
        <source>%1 pull against one another a little (%2).</source>
        <translation>%1 se contrarient un peu (%2).</translation>
    </message>
    <message>
        <source>No two deltas pull against one another; %1 have a little in common (%2).</source>
        <translation>Aucun delta n’en contrarie un autre ; %1 ont quelque chose en commun (%2).</translation>
    </message>
</context>
<context>
    <name>deltascope::views::SimilarityScale</name>
    <message>
        <source>Colours from against, -1, to the same way, 1</source>
        <translation>Couleurs de sens contraire, -1, à même sens, 1</translation>
    </message>
    <message>
        <source>against</source>
        <translation>contraire</translation>
    </message>
    <message>
        <source>same way</source>
        <translation>même sens</translation>
    </message>
</context>
<context>
    <name>deltascope::views::SpectrumView</name>
    <message>
        <source>effective rank: exponential of the entropy of the normalised singular values</source>
        <translation>rang effectif&#xa0;: exponentielle de l’entropie des valeurs singulières normalisées</translation>
    </message>
    <message>
        <source>full where the update is as large as the weight</source>
        <translation>plein quand la mise à jour est aussi grande que le poids</translation>
    </message>
    <message>
        <source>|ΔW| / |W|</source>
        <translation>|ΔW| / |W|</translation>
    </message>
    <message>
        <source>Frobenius norm of this tap&apos;s update over that of the weight, at strength 1</source>
        <translation>Norme de Frobenius de la mise à jour de cette prise sur celle du poids, à l’intensité 1</translation>
    </message>
    <message>
        <source>SPECTRUM, %1</source>
        <translation>SPECTRE, %1</translation>
    </message>
    <message>
        <source>index</source>
        <translation>indice</translation>
    </message>
    <message>
        <source>singular value</source>
        <translation>valeur singulière</translation>
    </message>
    <message>
        <source>no update of a weight matrix here</source>
        <translation>pas de mise à jour d’une matrice de poids ici</translation>
    </message>
    <message>
        <source>the update is zero</source>
        <translation>la mise à jour est nulle</translation>
    </message>
    <message>
        <source>rank %1 of %2</source>
        <translation>rang %1 sur %2</translation>
    </message>
</context>
<context>
    <name>deltascope::views::StateDot</name>
    <message>
        <source>ready</source>
        <translation>prêt</translation>
    </message>
    <message>
        <source>does not answer</source>
        <translation>ne répond pas</translation>
    </message>
    <message>
        <source>asked</source>
        <translation>interrogé</translation>
    </message>
</context>
<context>
    <name>deltascope::views::StrengthSlider</name>
    <message>
        <source>Strength: 1 as trained, 0 none. Wheel, once clicked: 0.05; double-click: 1.0; or type a number.</source>
        <translation>Intensité&#xa0;: 1 comme entraîné, 0 aucune. Molette, après un clic&#xa0;: 0.05&#xa0;; double clic&#xa0;: 1.0&#xa0;; ou saisir un nombre.</translation>
    </message>
    <message>
        <source>Strength</source>
        <translation>Intensité</translation>
    </message>
    <message>
        <source>Strength of %1</source>
        <translation>Intensité de %1</translation>
    </message>
    <message>
        <source>A strength is a number; it stays %1.</source>
        <translation>Une intensité est un nombre&#xa0;; elle reste à %1.</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is no number; the strength stays %2.</source>
        <translation>«&#xa0;%1&#xa0;» n’est pas un nombre&#xa0;; l’intensité reste à %2.</translation>
    </message>
    <message>
        <source>A strength is between %1 and %2; it stays %3.</source>
        <translation>Une intensité est comprise entre %1 et %2&#xa0;; elle reste à %3.</translation>
    </message>
</context>
<context>
    <name>deltascope::views::SweepPanel</name>
    <message>
        <source>alone</source>
        <translation>seul</translation>
    </message>
    <message>
        <source>beside what is attached now</source>
        <translation>avec ce qui est branché</translation>
    </message>
    <message>
        <source>Strength of a delta</source>
        <translation>Intensité d’un delta</translation>
    </message>
    <message>
        <source>The delta whose strength is swept</source>
        <translation>Le delta dont l’intensité est balayée</translation>
    </message>
    <message>
        <source>The input that is answered</source>
        <translation>L’entrée à laquelle on répond</translation>
    </message>
    <message>
        <source>What else is attached meanwhile</source>
        <translation>Ce qui est branché en même temps</translation>
    </message>
    <message>
        <source>Save…</source>
        <translation>Enregistrer…</translation>
    </message>
    <message>
        <source>Copy or save the numbers and their picture</source>
        <translation>Copier ou enregistrer les nombres et leur image</translation>
    </message>
    <message>
        <source>Computing the sweep</source>
        <translation>Calcul du balayage</translation>
    </message>
    <message>
        <source>on</source>
        <translation>sur</translation>
    </message>
    <message>
        <source>no delta</source>
        <translation>pas de delta</translation>
    </message>
    <message>
        <source>no input</source>
        <translation>pas d’entrée</translation>
    </message>
    <message>
        <source>%1, %2: %3</source>
        <translation>%1, %2&#xa0;: %3</translation>
    </message>
    <message>
        <source>Open a model first.</source>
        <translation>Ouvrir d’abord un modèle.</translation>
    </message>
    <message>
        <source>This model opens as a tree only: nothing comes out of it.</source>
        <translation>Ce modèle s’ouvre seulement en arbre&#xa0;: rien n’en sort.</translation>
    </message>
    <message>
        <source>Add a delta that has a strength: what comes out from none of it to twice as trained stands here.</source>
        <translation>Ajouter un delta qui a une intensité&#xa0;: ce qui sort, de l’intensité nulle au double de l’entraînement, apparaît ici.</translation>
    </message>
    <message>
        <source>Type an input under Try.</source>
        <translation>Saisir une entrée dans «&#xa0;Essayer&#xa0;».</translation>
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
        <translation>Ce qui sort selon l’intensité</translation>
    </message>
    <message>
        <source>%1 without it, %2 at twice its strength</source>
        <translation>%1 sans lui, %2 au double de son intensité</translation>
    </message>
    <message>
        <source>strength %1: %2</source>
        <translation>intensité %1&#xa0;: %2</translation>
    </message>
</context>
<context>
    <name>deltascope::views::TakeAway</name>
    <message>
        <source>%1 could not be written: %2</source>
        <translation>Impossible d’écrire %1&#xa0;: %2</translation>
    </message>
    <message>
        <source>Table (*.csv)</source>
        <translation>Tableau (*.csv)</translation>
    </message>
    <message>
        <source>JSON (*.%1)</source>
        <translation>JSON (*.%1)</translation>
    </message>
    <message>
        <source>Picture (*.png)</source>
        <translation>Image (*.png)</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Enregistrer</translation>
    </message>
    <message>
        <source>Copy as a table	Ctrl+Shift+C</source>
        <translation>Copier comme tableau	Ctrl+Shift+C</translation>
    </message>
    <message>
        <source>Save as CSV…</source>
        <translation>Enregistrer en CSV…</translation>
    </message>
    <message>
        <source>Save as JSON…</source>
        <translation>Enregistrer en JSON…</translation>
    </message>
    <message>
        <source>Save as picture…</source>
        <translation>Enregistrer comme image…</translation>
    </message>
</context>
<context>
    <name>deltascope::views::TapList</name>
    <message>
        <source>no delta sits here</source>
        <translation>aucun delta ici</translation>
    </message>
</context>
<context>
    <name>deltascope::views::TapRow</name>
    <message>
        <source>As run: the strength here times the delta&apos;s own scale stands in front. Drag to change the order.</source>
        <translation>Tel qu’exécuté&#xa0;: en tête, l’intensité d’ici multipliée par l’échelle propre au delta. Glisser pour changer l’ordre.</translation>
    </message>
    <message>
        <source>%1 attached at this module</source>
        <translation>%1 branché sur ce module</translation>
    </message>
    <message>
        <source>%1 at this module</source>
        <translation>%1 sur ce module</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1&#xa0;: %2</translation>
    </message>
</context>
<context>
    <name>deltascope::views::Thumbnail</name>
    <message>
        <source>Picture %1</source>
        <translation>Image %1</translation>
    </message>
    <message>
        <source>This picture cannot be read.</source>
        <translation>Cette image est illisible.</translation>
    </message>
</context>
<context>
    <name>deltascope::views::TintLegend</name>
    <message>
        <source>Colours from %1 to %2</source>
        <translation>Couleurs de %1 à %2</translation>
    </message>
    <message>
        <source>less likely than in the baseline</source>
        <translation>moins probable que dans la référence</translation>
    </message>
    <message>
        <source>unlikely</source>
        <translation>peu probable</translation>
    </message>
    <message>
        <source>more likely</source>
        <translation>plus probable</translation>
    </message>
    <message>
        <source>likely</source>
        <translation>probable</translation>
    </message>
</context>
<context>
    <name>deltascope::views::Toast</name>
    <message>
        <source>Copy the message</source>
        <translation>Copier le message</translation>
    </message>
    <message>
        <source>Close the message</source>
        <translation>Fermer le message</translation>
    </message>
</context>
<context>
    <name>deltascope::views::TreeFooter</name>
    <message>
        <source>backbone %1 mapped</source>
        <translation>base %1 mappée</translation>
    </message>
    <message>
        <source>, running adds %1</source>
        <translation>, l’exécution ajoute %1</translation>
    </message>
    <message>
        <source>, deltas %1</source>
        <translation>, deltas %1</translation>
    </message>
    <message>
        <source>The first run makes copies of %1, since the file&apos;s numbers are of another type than is computed in.
</source>
        <translation>La première exécution fait des copies de %1, car les nombres du fichier sont d’un autre type que celui du calcul.
</translation>
    </message>
    <message>
        <source>Mapped weights are read page by page as running touches them.
</source>
        <translation>Les poids mappés sont lus page par page quand l’exécution y accède.
</translation>
    </message>
    <message>
        <source>A run takes about %1 for each token of each configuration.</source>
        <translation>Une exécution prend environ %1 pour chaque token de chaque configuration.</translation>
    </message>
</context>
<context>
    <name>deltascope::views::TreeTotals</name>
    <message>
        <source>deltas %1 = %2</source>
        <translation>deltas %1 = %2</translation>
    </message>
    <message>
        <source>trainable %1 of %2 = %3</source>
        <translation>entraînables %1 sur %2 = %3</translation>
    </message>
</context>
<context>
    <name>deltascope::views::TruncateDialog</name>
    <message>
        <source>Save…</source>
        <translation>Enregistrer…</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Annuler</translation>
    </message>
    <message>
        <source>Truncate</source>
        <translation>Tronquer</translation>
    </message>
    <message>
        <source>The strongest directions of %1</source>
        <translation>Les directions les plus fortes de %1</translation>
    </message>
    <message>
        <source>Directions that are kept</source>
        <translation>Directions gardées</translation>
    </message>
    <message>
        <source>Number of directions that are kept</source>
        <translation>Nombre de directions gardées</translation>
    </message>
    <message>
        <source>kept of the update</source>
        <translation>part gardée de la mise à jour</translation>
    </message>
    <message>
        <source>largest change of an output</source>
        <translation>plus grand changement d’une sortie</translation>
    </message>
    <message>
        <source>size</source>
        <translation>taille</translation>
    </message>
    <message>
        <source>Share of the squares of all singular values</source>
        <translation>Part des carrés de toutes les valeurs singulières</translation>
    </message>
    <message>
        <source>Of a logit, or of a hidden state where the model has no head, on built-in inputs</source>
        <translation>D’un logit, ou d’un état caché si le modèle n’a pas de tête, sur des entrées intégrées</translation>
    </message>
    <message>
        <source>Not measured: another model is open now.</source>
        <translation>Pas mesuré&#xa0;: un autre modèle est maintenant ouvert.</translation>
    </message>
    <message>
        <source>not measured: the model does not run</source>
        <translation>pas mesuré&#xa0;: le modèle ne s’exécute pas</translation>
    </message>
    <message>
        <source>none</source>
        <translation>aucun</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 sur %2</translation>
    </message>
    <message>
        <source>of %1</source>
        <translation>sur %1</translation>
    </message>
</context>
<context>
    <name>deltascope::views::WeightsView</name>
    <message>
        <source>Histogram of %1</source>
        <translation>Histogramme de %1</translation>
    </message>
    <message>
        <source>value</source>
        <translation>valeur</translation>
    </message>
    <message>
        <source>count</source>
        <translation>effectif</translation>
    </message>
    <message>
        <source>no numbers</source>
        <translation>pas de nombres</translation>
    </message>
    <message>
        <source>mean %1 std %2</source>
        <translation>moyenne %1 écart-type %2</translation>
    </message>
    <message>
        <source>, %1 not finite</source>
        <translation>, %1 non finis</translation>
    </message>
</context>
</TS>
